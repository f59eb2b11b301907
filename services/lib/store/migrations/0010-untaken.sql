-- A public stream has one generation for ever (formats.md 6), so after a theft it goes on at the position from which its
-- owner stands by nothing. What a thief had put there is moved aside, whole; nothing else ever leaves trm.taken.
create table trm.untaken (like trm.taken, untaken_at timestamptz not null default clock_timestamp());
grant select on trm.untaken to :service_role;

-- Runs as the owner, and moves only what trm.beyond has marked as disputed before. Keys that were announced there go.
create function trm.untake_public(p_stream text) returns int language plpgsql security definer set search_path = pg_catalog as $$
declare moved int;
begin
  if p_stream !~ '^trm\.[a-z][a-z0-9]{1,15}\.public/0/1$' then
    raise 'only public streams go on in their generation';
  end if;
  with gone as (
    delete from trm.taken t using trm.beyond b
      where t.stream = p_stream and b.stream = t.stream and b.sequence = t.sequence and b.disputed and t.taken_at < b.at
      returning t.*),
  kept as (insert into trm.untaken select gone.*, clock_timestamp() from gone returning sequence),
  keys as (
    delete from trm.announced_key k using kept
      where k.participant = split_part(p_stream, '.', 2) and k.sequence = kept.sequence)
  select count(*)::int into moved from kept;
  return moved;
end $$;
revoke all on function trm.untake_public(text) from public;
grant execute on function trm.untake_public(text) to :service_role;
