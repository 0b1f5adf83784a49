-- Appends a batch of commands in one statement, hence in one transaction and one round trip.
-- Of each movement: its stream, revision, id and body; `expected` is the revision that a command
-- expects of its stream, at its first movement, and null at its others. No stream and no command
-- comes twice in a batch.
-- Answers the last position before the batch, and when not every command was appended, a letter
-- for each: a(ppended), c(onflict), r(epeated: its first id is stored already).
create function ledger.append(
  streams text[], revisions integer[], ids text[], bodies json[], expected integer[], channel text,
  out head bigint, out verdicts text
) language plpgsql volatile
-- A writer that is stuck holds up the others for so long; they have written nothing.
set lock_timeout = '10s'
-- Each lookup is one of an index, also when the statement was planned while the log was short.
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
as $$
declare
  count integer := cardinality(ids);
begin
  -- In any other, what is read below would be as old as the transaction.
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'movements are appended under read committed, not under %',
      current_setting('transaction_isolation');
  end if;
  -- "ledger" in ASCII. Held to commit: positions have no gap and commit in their order. Each
  -- statement after it sees what all before it have committed, since the function is volatile.
  perform pg_advisory_xact_lock(119182731994482);
  select coalesce(max(position), 0) into head from ledger.movement;

  -- Scalar subqueries, since EXISTS may be planned as a hash of the whole table.
  select string_agg(judged.verdict, '' order by judged.place) into verdicts from (
    select wish.place, case
      when (select true from ledger.movement where id = wish.id) then 'r'
      when coalesce((select max(revision) from ledger.movement where stream = wish.stream), 0)
        <> wish.expected then 'c'
      else 'a'
    end as verdict
    from unnest(streams, ids, expected) with ordinality as wish (stream, id, expected, place)
    where wish.expected is not null
  ) as judged;

  if replace(verdicts, 'a', '') = '' then
    verdicts := null;
    insert into ledger.movement (position, stream, revision, id, body)
    select head + one.place, one.stream, one.revision, one.id, one.body
    from unnest(streams, revisions, ids, bodies) with ordinality
      as one (stream, revision, id, body, place);
  else
    insert into ledger.movement (position, stream, revision, id, body)
    select head + row_number() over (order by one.place), one.stream, one.revision, one.id, one.body
    from (
      -- Which command a movement is of: the expected revisions so far, counted.
      select all_of_them.*, count(all_of_them.expected) over (order by all_of_them.place) as command
      from unnest(streams, revisions, ids, bodies, expected) with ordinality
        as all_of_them (stream, revision, id, body, expected, place)
    ) as one
    where substr(verdicts, one.command::integer, 1) = 'a';
    get diagnostics count = row_count;
  end if;
  if count > 0 then
    perform pg_notify(channel, (head + count)::text);
  end if;
end
$$;
