/** What an offer says: which computers, which software, at which prices, from when until when. */
import { Type } from "typebox";
import { Instant } from "./instant.ts";
import { Prices } from "./prices.ts";
import { NodeId, Reference, SoftwareRelease } from "./reference.ts";

/** One offer covers a rack or a site, not the whole market. */
export const offerComputersMax = 1000;

/** As a seller states them; without `validFrom` they hold from now on. */
export const OfferTerms = Type.Object(
  {
    computers: Type.Array(Reference, { minItems: 1, maxItems: offerComputersMax }),
    softwareRelease: Type.Optional(SoftwareRelease),
    prices: Prices,
    validFrom: Type.Optional(Instant),
    validUntil: Type.Optional(Instant),
  },
  { additionalProperties: false },
);

/** As they are recorded, with whose they are and since when they hold. */
export const RecordedOffer = Type.Object({
  offer: Type.String(),
  seller: NodeId,
  computers: Type.Array(Reference),
  softwareRelease: Type.Optional(SoftwareRelease),
  prices: Prices,
  validFrom: Instant,
  validUntil: Type.Optional(Instant),
});

const prices = {
  currency: "EUR" as const,
  hourly: "3.6",
  usage: { "cpu-second": "0.01", "memory-gib-hour": "0.02", "disk-gib-hour": "0.001" },
};

/** Examples of both, for the kinds and commands that carry them. */
export const offerTermsExample = { computers: ["COMP-1"], prices };
export const recordedOfferExample = {
  offer: "OFFER-0000000001",
  seller: "organisation:hoster" as const,
  validFrom: "2026-01-01T00:00:00.000Z",
  ...offerTermsExample,
};
