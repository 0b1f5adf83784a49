/** Offers on the market, with the terms that hold now. */
import type { Static } from "typebox";
import { Type } from "typebox";
import { Instant } from "../instant.ts";
import { Position } from "../position.ts";
import { Prices } from "../prices.ts";
import { NodeId } from "../reference.ts";
import { defineQuery } from "./define.ts";

export const OpenOffer = Type.Object({
  offer: Type.String(),
  /** Counts the versions of this offer from 1. */
  revision: Type.Integer({ minimum: 1 }),
  seller: NodeId,
  computers: Type.Array(Type.String()),
  softwareRelease: Type.Optional(Type.String()),
  prices: Prices,
  validFrom: Instant,
  validUntil: Type.Optional(Instant),
});
export type OpenOffer = Static<typeof OpenOffer>;

export const openOffers = defineQuery({
  name: "open-offers",
  says: "Which offers are on the market, and at which prices?",
  path: "/v1/offers",
  parameters: Type.Object({}),
  answer: Type.Object({ offers: Type.Array(OpenOffer), position: Position }),
});
