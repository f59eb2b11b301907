-- Taken positions that count no longer: beyond the end of a closed generation, or signed with a revoked key beyond what its
-- owner stands by (protocol.md 2 and 8). A revocation never unmakes a record: what stands in trm.taken and trm.message stays
-- as it was, is shown, and is put before a person.
create table trm.beyond (
  stream text not null,
  sequence int not null,
  -- the key is revoked and its owner does not stand by it; else only the generation has ended
  disputed boolean not null,
  registry_version int not null,
  at timestamptz not null default clock_timestamp(),
  primary key (stream, sequence)
);
grant select, insert on trm.beyond to :service_role;
