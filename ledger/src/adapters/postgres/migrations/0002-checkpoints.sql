-- How far each reaction has come in the log.
create table ledger.checkpoint (
  name text collate "C" primary key,
  position bigint not null check (position >= 0)
);
