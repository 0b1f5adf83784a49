-- $1 stream, $2 expected revision, $3 ids, $4 bodies, $5 channel.
-- No row: the stream has moved on, or the first id is stored already.
with head as (
  select coalesce(max(position), 0) as position from ledger.movement
), past as (
  select coalesce(max(revision), 0) as revision from ledger.movement where stream = $1
), written as (
  insert into ledger.movement (position, stream, revision, id, body)
  select head.position + one.place, $1, past.revision + one.place, one.id, one.body::json
  from head, past, unnest($3::text[], $4::text[]) with ordinality as one (id, body, place)
  where past.revision = $2
    and not exists (select from ledger.movement where id = ($3::text[])[1])
  returning position
), last as (
  select max(position) as position from written having count(*) > 0
)
select position::text, pg_notify($5, position::text) from last
