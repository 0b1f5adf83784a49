/** The allocator gives a request to an offer, at the offer's price of now. */
import { Type } from "typebox";
import { Quantity } from "../decimal.ts";
import { ReasonCount } from "../deferral.ts";
import { Prices } from "../prices.ts";
import { NodeId } from "../reference.ts";
import { defineCommand } from "./define.ts";

export const awardInstance = defineCommand({
  kind: "award-instance",
  stream: "instance-tree",
  says: "The allocator gives a request to an offer, at the offer's price of now.",
  detail: Type.Object(
    {
      instance: Type.String(),
      offer: Type.String(),
      offerRevision: Type.Integer({ minimum: 1 }),
      computer: Type.String(),
      seller: NodeId,
      prices: Prices,
      receipt: Type.Object({
        position: Type.String(),
        candidates: Type.Array(
          Type.Object({ offer: Type.String(), computer: Type.String(), hourly: Quantity }),
        ),
        turnedDown: Type.Array(ReasonCount),
      }),
    },
    { additionalProperties: false },
  ),
  example: {
    instance: "INST-0000000001",
    offer: "OFFER-0000000001",
    offerRevision: 1,
    computer: "COMP-1",
    seller: "organisation:hoster",
    prices: {
      currency: "EUR",
      hourly: "3.6",
      usage: { "cpu-second": "0.01", "memory-gib-hour": "0.02", "disk-gib-hour": "0.001" },
    },
    receipt: { position: "12", candidates: [], turnedDown: [] },
  },
});
