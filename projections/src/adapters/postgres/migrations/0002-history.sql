-- Up to where instants are known (table rises), and the latest of them.
alter table projections.checkpoint
  add column known_position bigint not null default 0,
  add column known_instant text collate "C" not null default '';

-- What was recorded first at an instant later than all before it, and the position before that: what is not in
-- here rises nothing.
create table projections.rises (
  instant text collate "C" primary key,
  after bigint not null
);

-- Beside each generation's table <name>_<generation> there is from now on <name>_<generation>_versions. Those that
-- have none serve until they are filled anew, which no version of their own brings about.
update projections.generations
set version = 0, state = case state when 'filling' then 'replaced' else state end;
