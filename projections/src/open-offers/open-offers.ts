/** Which offers are on the market, on which terms? */
import type { Recorded } from "@partita/ledger";
import type { Movement, OpenOffer } from "@partita/schemas";
import { openOffersTable } from "#projections/open-offers/table.ts";
import type { Projection } from "#projections/projection.ts";

export const openOffers: Projection<OpenOffer> = {
  table: openOffersTable,
  on: {
    "offer-published": {
      keys: offerOf,
      apply: (_, { movement }) => ({ ...movement.detail, revision: 1 }),
    },
    "offer-amended": {
      keys: offerOf,
      // The terms are replaced as a whole: what the new ones leave out no longer holds.
      apply: (row, { movement }) => row && { ...movement.detail, revision: row.revision + 1 },
    },
    "offer-withdrawn": { keys: offerOf, apply: () => undefined },
  },
};

function offerOf({
  movement,
}: Recorded<Movement<"offer-published" | "offer-amended" | "offer-withdrawn">>) {
  return [movement.detail.offer];
}
