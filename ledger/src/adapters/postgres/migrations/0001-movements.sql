-- The log: one row per movement, written once, in the order of commit.
create table ledger.movement (
  -- Handed out by the writer under a lock that it holds to commit: no gap, and none commits late.
  position bigint primary key check (position > 0),
  stream text collate "C" not null,
  revision integer not null check (revision > 0),
  -- `<command>/<index>`; in C order, the movements of a command are a range of this index.
  id text collate "C" not null unique,
  -- json, not jsonb: jsonb reorders keys and rewrites numbers, and is slower to append.
  body json not null,
  unique (stream, revision)
);

create function ledger.refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception 'movements are immutable: % on % is refused', tg_op, tg_table_name;
end
$$;

create trigger append_only before update or delete or truncate on ledger.movement
  for each statement execute function ledger.refuse_rewriting();
-- Also when a session says that it replicates, which silences ordinary triggers.
alter table ledger.movement enable always trigger append_only;
