-- $1 after this position, $2 up to this one. The stored text of each body, untouched, and of each row
-- the revision that stands before it in its stream, wherever it is in the log.
select movement.position::text as place, movement.stream, movement.revision, movement.id,
  movement.body::text as body, earlier.revision as earlier_revision,
  earlier.position::text as earlier_place
from ledger.movement
left join lateral (
  select before.revision, before.position from ledger.movement as before
  where before.stream = movement.stream and before.revision < movement.revision
  order by before.revision desc limit 1
) as earlier on true
where movement.position > $1 and movement.position <= $2
order by movement.position
