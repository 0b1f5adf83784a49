/** The cheapest feasible offer takes the request, and its price is frozen. */
import { Type } from "typebox";
import { Quantity } from "../decimal.ts";
import { ReasonCount } from "../deferral.ts";
import { Prices } from "../prices.ts";
import { NodeId } from "../reference.ts";
import { defineMovement } from "./define.ts";

export const instanceAwarded = defineMovement({
  kind: "instance-awarded",
  stream: "instance-tree",
  says: "The cheapest feasible offer takes the request, and its price is frozen.",
  detail: Type.Object({
    instance: Type.String(),
    tree: Type.String(),
    offer: Type.String(),
    /** Revision of the offer whose prices are frozen here. */
    offerRevision: Type.Integer({ minimum: 1 }),
    computer: Type.String(),
    seller: NodeId,
    buyer: NodeId,
    prices: Prices,
    /**
     * How it was chosen: candidates that passed with their hourly price, best first, and those
     * turned down, counted.
     */
    receipt: Type.Object({
      position: Type.String(),
      candidates: Type.Array(
        Type.Object({ offer: Type.String(), computer: Type.String(), hourly: Quantity }),
      ),
      turnedDown: Type.Array(ReasonCount),
    }),
  }),
  example: {
    resource: "software-hosting",
    quantity: "1",
    source: "network:COMP-1",
    destination: "project:TREE-0000000001",
    sourceSection: "organisation:hoster",
    destinationSection: "person:ada",
    items: ["instance-tree:TREE-0000000001", "instance:INST-0000000001"],
    unitPrice: "3.6",
    currency: "EUR",
    state: "confirmed",
    detail: {
      instance: "INST-0000000001",
      tree: "TREE-0000000001",
      offer: "OFFER-0000000001",
      offerRevision: 1,
      computer: "COMP-1",
      seller: "organisation:hoster",
      buyer: "person:ada",
      prices: {
        currency: "EUR",
        hourly: "3.6",
        usage: { "cpu-second": "0.01", "memory-gib-hour": "0.02", "disk-gib-hour": "0.001" },
      },
      receipt: {
        position: "12",
        candidates: [{ offer: "OFFER-0000000001", computer: "COMP-1", hourly: "3.6" }],
        turnedDown: [{ reason: "wrong-region", count: 1 }],
      },
    },
  },
});
