/** An offer has new terms from now on; awards already made keep theirs. */
import { Type } from "typebox";
import { Instant } from "../instant.ts";
import { Prices } from "../prices.ts";
import { NodeId, Reference, SoftwareRelease } from "../reference.ts";
import { defineMovement } from "./define.ts";

export const offerAmended = defineMovement({
  kind: "offer-amended",
  stream: "offer",
  says: "An offer has new terms from now on; awards already made keep theirs.",
  detail: Type.Object({
    offer: Type.String(),
    seller: NodeId,
    computers: Type.Array(Reference),
    softwareRelease: Type.Optional(SoftwareRelease),
    prices: Prices,
    validFrom: Instant,
    validUntil: Type.Optional(Instant),
  }),
  example: {
    resource: "offer",
    quantity: "1",
    source: "organisation:hoster",
    destination: "organisation:master",
    sourceSection: "organisation:hoster",
    destinationSection: "organisation:hoster",
    items: ["offer:OFFER-0000000001"],
    unitPrice: "3.6",
    currency: "EUR",
    state: "confirmed",
    detail: {
      offer: "OFFER-0000000001",
      seller: "organisation:hoster",
      computers: ["COMP-1"],
      prices: {
        currency: "EUR",
        hourly: "3.6",
        usage: { "cpu-second": "0.01", "memory-gib-hour": "0.02", "disk-gib-hour": "0.001" },
      },
      validFrom: "2026-01-01T00:00:00.000Z",
    },
  },
});
