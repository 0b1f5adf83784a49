/** A seller offers partitions of its computers. */
import { Type } from "typebox";
import { Instant } from "../instant.ts";
import { Prices } from "../prices.ts";
import { Reference, SoftwareRelease } from "../reference.ts";
import { defineCommand } from "./define.ts";

/** One offer covers a rack or a site, not the whole market. */
export const offerComputersMax = 1000;

export const publishOffer = defineCommand({
  kind: "publish-offer",
  stream: "offer",
  says: "A seller offers partitions of its computers.",
  send: { method: "POST", path: "/v1/offers" },
  detail: Type.Object(
    {
      computers: Type.Array(Reference, { minItems: 1, maxItems: offerComputersMax }),
      softwareRelease: Type.Optional(SoftwareRelease),
      prices: Prices,
      validFrom: Type.Optional(Instant),
      validUntil: Type.Optional(Instant),
    },
    { additionalProperties: false },
  ),
  example: {
    computers: ["COMP-1"],
    prices: {
      currency: "EUR",
      hourly: "3.6",
      usage: { "cpu-second": "0.01", "memory-gib-hour": "0.02", "disk-gib-hour": "0.001" },
    },
  },
});
