/**
 * The part of a movement that is the same for every kind: UBM's quantity of a resource between two
 * nodes.
 */

import type { Static } from "typebox";
import { Type } from "typebox";
import { Price, SignedQuantity } from "./decimal.ts";
import { Instant } from "./instant.ts";
import { ItemId, NodeId } from "./reference.ts";
import { CurrencyId, ResourceId } from "./resource.ts";

/**
 * The tense of a movement: planned and ordered lie ahead, confirmed is reserved, started is under
 * way, the rest is past.
 */
export const MovementState = Type.Enum([
  "planned",
  "ordered",
  "confirmed",
  "started",
  "stopped",
  "delivered",
  "cancelled",
]);

/**
 * `quantity` of `resource` (in the resource's unit) goes from `source` to `destination`, owned by
 * `sourceSection` before and by `destinationSection` after; `items` are what is traced.
 */
export const Frame = Type.Object({
  resource: ResourceId,
  quantity: SignedQuantity,
  unitPrice: Type.Optional(Price),
  currency: Type.Optional(CurrencyId),
  source: NodeId,
  destination: NodeId,
  sourceSection: NodeId,
  destinationSection: NodeId,
  items: Type.Array(ItemId),
  startsAt: Type.Optional(Instant),
  stopsAt: Type.Optional(Instant),
  state: MovementState,
});

type Mutable = Static<typeof Frame>;
export type Frame = { readonly [K in keyof Mutable]: Mutable[K] };
