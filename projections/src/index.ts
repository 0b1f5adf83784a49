export { memoryInventory } from "./adapters/memory/inventory.ts";
export { memoryRows } from "./adapters/memory/rows.ts";
export { postgresInventory } from "./adapters/postgres/inventory.ts";
export { migrateProjections } from "./adapters/postgres/migrate.ts";
export { postgresRows } from "./adapters/postgres/rows.ts";
export { digest } from "./digest.ts";
export { effectiveAt } from "./effective-at.ts";
export { digestInventory } from "./inventory/digest-inventory.ts";
export type { At, Inventory, KeptInventory } from "./inventory/inventory.ts";
export type {
  Dimension,
  Filters,
  Group,
  GroupKey,
  HistoryLine,
  HistoryPlace,
} from "./inventory/question.ts";
export { catchUpInventory, rebuildInventory, runInventory } from "./inventory/run-inventory.ts";
export type { Aside, Change, Projection } from "./projection.ts";
export { rebuild } from "./rebuild.ts";
export { projections } from "./registry.ts";
export { digestAll, type Replaying, replay } from "./replay.ts";
export type { Generation, KeptRows, RowChange } from "./rows/kept-rows.ts";
export {
  type Changed,
  type Finding,
  type Moment,
  NotFilledYet,
  type RowReader,
  type Rows,
  type Table,
  type Where,
} from "./rows/rows.ts";
export { catchUp, type Running, runProjections } from "./runner.ts";
