/** What instances consumed, and when they were hosted: what billing reads. */
import type { Static } from "typebox";
import { Type } from "typebox";
import { Instant } from "../instant.ts";
import { Position } from "../position.ts";
import { NodeId, Reference } from "../reference.ts";
import { ResourceId } from "../resource.ts";
import { defineQuery } from "./define.ts";

export const UsageRow = Type.Object({
  /** Id of the movement; for hosting, of the one that started it. */
  movement: Type.String(),
  instance: Type.String(),
  tree: Type.String(),
  award: Type.String(),
  seller: NodeId,
  buyer: NodeId,
  resource: ResourceId,
  /** In the resource's unit; for hosting that still runs, absent. */
  quantity: Type.Optional(Type.String()),
  startsAt: Instant,
  /** Absent while hosting still runs. */
  stopsAt: Type.Optional(Instant),
});
export type UsageRow = Static<typeof UsageRow>;

export const usageRowsMax = 10_000;

export const usageByPeriod = defineQuery({
  name: "usage-by-period",
  says: "What was consumed in this period?",
  path: "/v1/usage",
  parameters: Type.Object({
    instance: Type.Optional(Reference),
    from: Type.Optional(Instant),
    until: Type.Optional(Instant),
  }),
  answer: Type.Object({ usage: Type.Array(UsageRow), position: Position }),
});
