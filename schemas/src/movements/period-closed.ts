/** A seller closes a period: what was consumed before its end is invoiced now. */
import { Type } from "typebox";
import { Instant } from "../instant.ts";
import { NodeId } from "../reference.ts";
import { defineMovement } from "./define.ts";

export const periodClosed = defineMovement({
  kind: "period-closed",
  stream: "account",
  says: "A seller closes a period: what was consumed before its end is invoiced now.",
  detail: Type.Object({
    seller: NodeId,
    startsAt: Type.Optional(Instant),
    stopsAt: Instant,
  }),
  example: {
    resource: "period",
    quantity: "1",
    source: "organisation:hoster",
    destination: "organisation:hoster",
    sourceSection: "organisation:hoster",
    destinationSection: "organisation:hoster",
    items: [],
    stopsAt: "2026-02-01T00:00:00.000Z",
    state: "delivered",
    detail: { seller: "organisation:hoster", stopsAt: "2026-02-01T00:00:00.000Z" },
  },
});
