-- What a clock of a referral has come to: half of its time, all of it, twice as much. Each fact once per start of a clock.
create table trm.clock_fact (
  reference text not null,
  limit_name text not null,
  started_at timestamptz not null,
  percent int not null check (percent in (50, 100, 200)),
  due_at timestamptz not null,
  at timestamptz not null,
  primary key (reference, limit_name, started_at, percent)
);
grant select, insert on trm.clock_fact to :service_role;
