/** Which prices hold for an award? */
import { type AwardRow, awardedPricesTable } from "#projections/awarded-prices/table.ts";
import type { Projection } from "#projections/projection.ts";

export const awardedPrices: Projection<AwardRow> = {
  table: awardedPricesTable,
  on: {
    "instance-awarded": {
      keys: ({ movement }) => [movement.id],
      isOwn: true,
      apply: (_, { movement: { id, detail } }) => {
        const { instance, tree, seller, buyer, prices } = detail;
        return { award: id, instance, tree, seller, buyer, prices };
      },
    },
  },
};
