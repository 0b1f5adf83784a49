/** The movements behind a figure of the inventory, one by one, each with the balance after it. */
import type { Static } from "typebox";
import { Type } from "typebox";
import { Instant } from "../instant.ts";
import { MovementState } from "../movement-frame.ts";
import { Position } from "../position.ts";
import { ItemId, NodeId } from "../reference.ts";
import { ResourceId } from "../resource.ts";
import { defineQuery } from "./define.ts";
import { InventoryQuantity, inventoryFilters, Stock } from "./inventory.ts";

/** Most lines in one answer; ask again after `next` for more. */
export const historyLinesMax = 1000;

/** One end of a movement, or of what a movement ended: that is taken back. */
export const InventoryLine = Type.Object({
  /** Where it stands in the log. */
  position: Position,
  /** Its id. */
  movement: Type.String(),
  kind: Type.String(),
  /** Since when it counts. */
  effective: Instant,
  recordedAt: Instant,
  startsAt: Type.Optional(Instant),
  stopsAt: Type.Optional(Instant),
  state: MovementState,
  side: Type.Enum(["source", "destination"]),
  node: NodeId,
  section: NodeId,
  mirrorNode: NodeId,
  mirrorSection: NodeId,
  items: Type.Array(ItemId),
  quantity: InventoryQuantity,
  balance: InventoryQuantity,
});
export type InventoryLine = Static<typeof InventoryLine>;

export const movementHistory = defineQuery({
  name: "movement-history",
  says: "Which movements make up this figure, and what was the balance after each?",
  path: "/v1/movement-history",
  parameters: Type.Object({
    resource: ResourceId,
    ...inventoryFilters,
    limit: Type.Optional(Type.String({ pattern: "^[1-9]\\d{0,3}$" })),
    /** Continue where an answer said `next`. */
    after: Type.Optional(Type.String({ pattern: "^[A-Za-z0-9_-]{1,4096}$" })),
  }),
  answer: Type.Object({
    resource: ResourceId,
    unit: Type.String(),
    stock: Stock,
    lines: Type.Array(InventoryLine),
    /** There may be more: ask again after it. Absent: this was all. */
    next: Type.Optional(Type.String()),
    position: Position,
  }),
});
