-- $1 size before, $2 positions, $3 movement ids, $4 hashes of leaves, one behind the other;
-- $5 levels, $6 indexes, $7 hashes of nodes. Answers how many leaves were added: all or none.
with added as (
  insert into ledger.tree_leaf (index, position, movement, hash)
  select $1::bigint + one.place - 1, one.position, one.movement,
    substring($4::bytea from (one.place::integer - 1) * 32 + 1 for 32)
  from unnest($2::bigint[], $3::text[]) with ordinality as one (position, movement, place)
  where $1::bigint = coalesce((select max(index) + 1 from ledger.tree_leaf), 0)
  returning 1
), nodes as (
  insert into ledger.tree_node (level, index, hash)
  select one.level, one.index, substring($7::bytea from (one.place::integer - 1) * 32 + 1 for 32)
  from unnest($5::smallint[], $6::bigint[]) with ordinality as one (level, index, place)
  where exists (select from added)
)
select count(*)::integer as added from added
