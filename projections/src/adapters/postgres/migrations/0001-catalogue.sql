-- The position that all live generations reflect. One row: whoever changes rows locks it first.
create table projections.checkpoint (
  only_one boolean primary key default true check (only_one),
  position bigint not null default 0
);
insert into projections.checkpoint default values;

-- Which table holds the rows of a projection: <name>_<generation>. At most one generation of a name is live.
create table projections.generations (
  name text not null,
  generation integer not null,
  version integer not null,
  state text not null check (state in ('filling', 'live', 'replaced')),
  position bigint not null,
  primary key (name, generation)
);
create unique index one_live_generation on projections.generations (name) where state = 'live';
