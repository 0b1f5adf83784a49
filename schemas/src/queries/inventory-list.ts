/** Stock, debt or capacity by any dimensions: who owns how much of what, and where it lies. */
import type { Static } from "typebox";
import { Type } from "typebox";
import { MovementState } from "../movement-frame.ts";
import { Position } from "../position.ts";
import { ItemId, NodeId } from "../reference.ts";
import { ResourceId } from "../resource.ts";
import { defineQuery } from "./define.ts";
import { InventoryQuantity, inventoryFilters, Stock } from "./inventory.ts";

/** Most groups in one answer; ask again after `next` for more. */
export const inventoryGroupsMax = 1000;

/** What the inventory is grouped by, besides the resource; `month` and `day` are in UTC. */
export const inventoryDimensions = [
  "node",
  "section",
  "mirrorNode",
  "mirrorSection",
  "item",
  "kind",
  "state",
  "month",
  "day",
] as const;

/** With the dimensions that were asked for; a movement counts in the group of each of its items. */
export const InventoryGroup = Type.Object({
  resource: ResourceId,
  unit: Type.String(),
  node: Type.Optional(NodeId),
  section: Type.Optional(NodeId),
  mirrorNode: Type.Optional(NodeId),
  mirrorSection: Type.Optional(NodeId),
  item: Type.Optional(ItemId),
  kind: Type.Optional(Type.String()),
  state: Type.Optional(MovementState),
  month: Type.Optional(Type.String()),
  day: Type.Optional(Type.String()),
  quantity: InventoryQuantity,
});
export type InventoryGroup = Static<typeof InventoryGroup>;

const dimension = `(${inventoryDimensions.join("|")})`;

export const inventoryList = defineQuery({
  name: "inventory-list",
  says: "How much is there, owed or free to sell, by node, section, item, month…?",
  path: "/v1/inventory-list",
  parameters: Type.Object({
    resource: Type.Optional(ResourceId),
    ...inventoryFilters,
    /** `node,section`; absent: by resource alone. */
    groupBy: Type.Optional(Type.String({ pattern: `^${dimension}(,${dimension})*$` })),
    limit: Type.Optional(Type.String({ pattern: "^[1-9]\\d{0,3}$" })),
    /** Continue where an answer said `next`. */
    after: Type.Optional(Type.String({ pattern: "^[A-Za-z0-9_-]{1,4096}$" })),
  }),
  answer: Type.Object({
    stock: Stock,
    groups: Type.Array(InventoryGroup),
    /** There may be more: ask again after it. Absent: this was all. */
    next: Type.Optional(Type.String()),
    position: Position,
  }),
});
