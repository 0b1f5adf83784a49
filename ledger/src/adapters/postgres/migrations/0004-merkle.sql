-- The Merkle tree over the log: one row per leaf, in global order, written once.
create table ledger.tree_leaf (
  index bigint primary key check (index >= 0),
  -- Where the movement stood in the log, and its id, when the leaf was added.
  position bigint not null check (position > 0),
  movement text collate "C" not null,
  -- Of RFC 6962: SHA-256 of a zero byte and the canonical text of the movement.
  hash bytea not null check (octet_length(hash) = 32)
);
-- Positions rise with the index, so that each block of rows holds one range of them.
create index on ledger.tree_leaf using brin (position) with (pages_per_range = 8);

-- Roots of full tiles: 256 leaves at level 1, 256 of those at level 2, and so on.
create table ledger.tree_node (
  level smallint not null check (level > 0),
  index bigint not null check (index >= 0),
  hash bytea not null check (octet_length(hash) = 32),
  primary key (level, index)
);

-- What the Master has signed: its promises, kept for ever.
create table ledger.tree_checkpoint (
  size bigint primary key check (size >= 0),
  root bytea not null check (octet_length(root) = 32),
  note text not null,
  signed_at timestamptz not null default now()
);

create function ledger.refuse_rewriting_the_tree() returns trigger language plpgsql as $$
begin
  raise exception 'the Merkle tree only grows: % on % is refused', tg_op, tg_table_name;
end
$$;

create trigger append_only before update or delete or truncate on ledger.tree_leaf
  for each statement execute function ledger.refuse_rewriting_the_tree();
create trigger append_only before update or delete or truncate on ledger.tree_node
  for each statement execute function ledger.refuse_rewriting_the_tree();
create trigger append_only before update or delete or truncate on ledger.tree_checkpoint
  for each statement execute function ledger.refuse_rewriting_the_tree();
-- Also when a session says that it replicates, which silences ordinary triggers.
alter table ledger.tree_leaf enable always trigger append_only;
alter table ledger.tree_node enable always trigger append_only;
alter table ledger.tree_checkpoint enable always trigger append_only;
