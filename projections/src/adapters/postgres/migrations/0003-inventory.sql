-- Which tables hold the inventory: projections.inventory_<generation>_…, made when it begins. The live one's position
-- is the inventory's checkpoint. Whoever changes the inventory locks these rows first, in the order of generations.
create table projections.inventory (
  generation integer primary key,
  version integer not null,
  state text not null check (state in ('filling', 'live', 'replaced')),
  position bigint not null
);
create unique index one_live_inventory on projections.inventory (state) where state = 'live';
