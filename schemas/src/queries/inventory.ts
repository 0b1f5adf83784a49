/** One figure of stock, debt or capacity: the sum of one resource over the movements that fit. */
import type { Static } from "typebox";
import { Type } from "typebox";
import { Instant } from "../instant.ts";
import { MovementState } from "../movement-frame.ts";
import { movementKinds } from "../movements/registry.ts";
import { Position } from "../position.ts";
import { ItemId, NodeId } from "../reference.ts";
import { ResourceId } from "../resource.ts";
import { defineQuery } from "./define.ts";

/**
 * Current: what has happened. Available: what has arrived, less what is reserved: what one may
 * sell. Future: everything that is not cancelled.
 */
export const Stock = Type.Enum(["current", "available", "future"]);
export type Stock = Static<typeof Stock>;

const kinds = movementKinds.map(({ kind }) => kind);

/** Which movements count; all that are given hold. */
export const inventoryFilters = {
  /** Absent: current. */
  stock: Type.Optional(Stock),
  /** Where it lies: `network:COMP-1`, `project:…`, `account:receivable`. */
  node: Type.Optional(NodeId),
  /** Who owns it there. */
  section: Type.Optional(NodeId),
  /** The other end: where it came from, or went to. */
  mirrorNode: Type.Optional(NodeId),
  mirrorSection: Type.Optional(NodeId),
  /** What is traced: `computer:COMP-1`, `instance:…`, `invoice:…`. */
  item: Type.Optional(ItemId),
  kind: Type.Optional(Type.Enum(kinds)),
  state: Type.Optional(MovementState),
  /** Counting from this instant on. */
  from: Type.Optional(Instant),
  /** Counting before this instant. */
  until: Type.Optional(Instant),
};

/** Exact, in the resource's unit: `-1`, `42.5`. */
export const InventoryQuantity = Type.String({ pattern: "^-?\\d+(\\.\\d+)?$" });

export const inventory = defineQuery({
  name: "inventory",
  says: "How much of this resource is there, owed or free to sell?",
  path: "/v1/inventory",
  parameters: Type.Object({ resource: ResourceId, ...inventoryFilters }),
  answer: Type.Object({
    resource: ResourceId,
    unit: Type.String(),
    stock: Stock,
    quantity: InventoryQuantity,
    position: Position,
  }),
});
