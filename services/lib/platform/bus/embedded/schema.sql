-- The embedded bus (protocol.md 11, contract.md 5): one table of records, and what gives it the semantics of a broker.
-- Invariant: a lane's positions are given under its row lock, so they become visible in order; only a writer with
-- the newest epoch of its participant gets one. Roles never touch a table but to read: they call these functions.

create schema bus;

create table bus.record (
  topic text not null, lane int not null, position bigint not null, key text, value bytea,
  primary key (topic, lane, position)
);
create index record_key on bus.record (topic, lane, key);
-- Sealed bytes do not compress.
alter table bus.record alter column value set storage external;
-- A record of the smallest bucket stays in its row: nothing but the audit reads them all, and it need not fetch each in parts.
alter table bus.record set (toast_tuple_target = 8160);

create table bus.topic (topic text primary key, lanes int not null check (lanes between 1 and 1000));
create table bus.lane (topic text not null, lane int not null, next bigint not null default 0, primary key (topic, lane));
create table bus.writer (writer text primary key, epoch bigint not null);

-- Login roles and what they stand for; the name of a role alone decides nothing.
create table bus.login (
  role name primary key, id text not null, kind text not null check (kind in ('participant', 'auditor', 'registry'))
);

create table bus.member (
  consumer_group text not null, member uuid not null, topics text[] not null, expires timestamptz not null,
  primary key (consumer_group, member)
);
create sequence bus.claim_number;
create table bus.claim (
  consumer_group text not null, topic text not null, lane int not null, member uuid not null,
  number bigint not null default nextval('bus.claim_number'), expires timestamptz not null,
  primary key (consumer_group, topic, lane)
);

create function bus.is_operator() returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select rolsuper or oid = (select datdba from pg_database where datname = current_database())
  from pg_roles where rolname = session_user
$$;

create function bus.may_read(p_topic text) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select bus.is_operator() or exists (
    select from bus.login where role = session_user and (
      kind <> 'participant' or p_topic = 'trm.registry' or p_topic ~ '^trm\.[^.]+\.public$'
      or split_part(p_topic, '.', 2) = id or split_part(p_topic, '.', 3) = id))
$$;

create function bus.may_write(p_topic text) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select bus.is_operator() or exists (
    select from bus.login where role = session_user and (
      (kind = 'participant' and p_topic like 'trm.' || id || '.%') or (kind = 'registry' and p_topic = 'trm.registry')))
$$;

-- An array, so that a policy asks once per query and not once per row.
create function bus.readable() returns text[] language sql stable security definer set search_path = pg_catalog as $$
  select coalesce(array_agg(topic), '{}') from bus.topic where bus.may_read(topic)
$$;

create function bus.create_topic(p_topic text, p_lanes int) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  -- Topics are made by a script, not by who writes them (house-style, kafkajs rules).
  if not (bus.is_operator()
          or exists (select from bus.login where role = session_user and kind = 'registry')) then
    raise 'not authorised to create the topic' using errcode = '42501';
  end if;
  insert into bus.topic values (p_topic, p_lanes) on conflict do nothing;
  if found then
    insert into bus.lane select p_topic, lane from generate_series(0, p_lanes - 1) as lane on conflict do nothing;
  end if;
end $$;

-- What a next record would get. Records that were put in by hand count.
create function bus.end_of(p_topic text, p_lane int) returns bigint language sql stable security definer set search_path = pg_catalog as $$
  select greatest(next, (select max(position) + 1 from bus.record r where r.topic = l.topic and r.lane = l.lane))
  from bus.lane l where topic = p_topic and lane = p_lane and bus.may_read(p_topic)
$$;

create function bus.open_writer(p_writer text) returns bigint language plpgsql security definer set search_path = pg_catalog as $$
declare given bigint;
begin
  if not (bus.is_operator() or exists (select from bus.login where role = session_user and id = p_writer and kind <> 'auditor')) then
    raise 'not authorised to write as this participant' using errcode = '42501';
  end if;
  -- Waits for the share locks of publications that are under way: what they write is there when this returns.
  insert into bus.writer as w values (p_writer, 1)
    on conflict (writer) do update set epoch = w.epoch + 1 returning epoch into given;
  return given;
end $$;

create function bus.publish(p_writer text, p_epoch bigint, p_topics text[], p_lanes int[], p_keys text[], p_values bytea[])
returns bigint[] language plpgsql security definer set search_path = pg_catalog as $$
declare
  current_epoch bigint; given bigint[] := '{}'; place bigint; target record;
begin
  select epoch into current_epoch from bus.writer where writer = p_writer for share;
  if current_epoch is distinct from p_epoch then
    raise 'a newer writer exists' using errcode = 'TRM01';
  end if;
  for target in select distinct t.topic from unnest(p_topics) as t(topic) loop
    if not bus.may_write(target.topic) then
      raise 'not authorised to write on the topic' using errcode = '42501';
    end if;
  end loop;
  -- One order for everyone, so two publications never wait for each other.
  for target in
    select distinct t.topic, t.lane from unnest(p_topics, p_lanes) as t(topic, lane) order by 1, 2
  loop
    perform from bus.lane l where l.topic = target.topic and l.lane = target.lane for update;
    if not found then
      raise 'no such topic or lane' using errcode = 'TRM02';
    end if;
  end loop;
  for i in 1 .. cardinality(p_topics) loop
    select greatest(l.next, (select max(r.position) + 1 from bus.record r where r.topic = l.topic and r.lane = l.lane))
      into place from bus.lane l where l.topic = p_topics[i] and l.lane = p_lanes[i];
    insert into bus.record values (p_topics[i], p_lanes[i], place, p_keys[i], p_values[i]);
    update bus.lane l set next = place + 1 where l.topic = p_topics[i] and l.lane = p_lanes[i];
    -- As compaction would, and only once the newer form is in.
    delete from bus.record r
      where r.topic = p_topics[i] and r.lane = p_lanes[i] and r.key = p_keys[i] and r.position < place;
    given := given || place;
  end loop;
  perform pg_notify('trm_bus', t.topic) from (select distinct u.topic from unnest(p_topics) as u(topic)) t;
  return given;
end $$;

-- One breath of a consumer group's member: says that it lives, gives back lanes, and is told which it holds.
-- `wanted` is false for a lane that another member is to have: the holder finishes its batch and gives it back.
create function bus.beat(p_group text, p_member uuid, p_topics text[], p_life interval, p_release bigint[])
returns table (topic text, lane int, number bigint, wanted boolean)
language plpgsql security definer set search_path = pg_catalog as $$
declare
  -- A role shares groups with itself alone.
  own_group text := session_user || '/' || p_group;
  moment timestamptz;
begin
  perform pg_advisory_xact_lock(hashtextextended(own_group, 0));
  moment := clock_timestamp();
  insert into bus.member as m values (own_group, p_member, p_topics, moment + p_life)
    on conflict (consumer_group, member) do update set topics = excluded.topics, expires = excluded.expires;
  delete from bus.member m where m.consumer_group = own_group and m.expires < moment;
  delete from bus.claim c where c.consumer_group = own_group
    and (c.expires < moment or (c.member = p_member and c.number = any (p_release)));
  update bus.claim c set expires = moment + p_life where c.consumer_group = own_group and c.member = p_member;
  return query
    with shares as (
      select l.topic, l.lane,
        (select array_agg(m.member order by m.member) from bus.member m
          where m.consumer_group = own_group and l.topic = any (m.topics)) as members,
        row_number() over (order by l.topic, l.lane) as place
      from bus.lane l
      where l.topic in (select unnest(m.topics) from bus.member m where m.consumer_group = own_group)
    ), mine as (
      select s.topic, s.lane from shares s
      where s.members[1 + (s.place % cardinality(s.members))::int] = p_member and bus.may_read(s.topic)
    ), taken as (
      insert into bus.claim as c (consumer_group, topic, lane, member, expires)
        select own_group, mine.topic, mine.lane, p_member, moment + p_life from mine
        where not exists (select from bus.claim h
          where h.consumer_group = own_group and h.topic = mine.topic and h.lane = mine.lane)
        returning c.topic, c.lane, c.number
    )
    select taken.topic, taken.lane, taken.number, true from taken
    union all
    select c.topic, c.lane, c.number, exists (select from mine where mine.topic = c.topic and mine.lane = c.lane)
    from bus.claim c where c.consumer_group = own_group and c.member = p_member;
end $$;

create function bus.leave(p_group text, p_member uuid) returns void language sql security definer set search_path = pg_catalog as $$
  delete from bus.claim where consumer_group = session_user || '/' || p_group and member = p_member;
  delete from bus.member where consumer_group = session_user || '/' || p_group and member = p_member;
$$;

alter table bus.record enable row level security;
create policy readers on bus.record for select using (topic = any (array(select unnest(bus.readable()))));
alter table bus.topic enable row level security;
create policy readers on bus.topic for select using (bus.may_read(topic));
