/** A seller takes an offer off the market. */
import { Type } from "typebox";
import { defineCommand } from "./define.ts";

export const withdrawOffer = defineCommand({
  kind: "withdraw-offer",
  stream: "offer",
  says: "A seller takes an offer off the market.",
  send: { method: "POST", path: "/v1/offers/:offer/withdrawal" },
  detail: Type.Object({}, { additionalProperties: false }),
  example: {},
});
