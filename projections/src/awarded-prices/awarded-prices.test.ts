import assert from "node:assert/strict";
import { a } from "@partita/schemas/testing/a.ts";
import { test } from "vitest";
import { awardedPrices } from "#projections/awarded-prices/awarded-prices.ts";
import { findAwards } from "#projections/awarded-prices/query.ts";
import { given } from "#projections/testing/given.ts";
import { rowsAfter } from "#projections/testing/rows-after.ts";

const requested = a("instance-requested");
const awarded = a("instance-awarded");

test("an award keeps its prices, also after it lapsed", () =>
  given(awardedPrices, awarded, a("award-lapsed")).thenRows({
    [awarded.id]: {
      award: awarded.id,
      seller: "organisation:hoster",
      buyer: "person:ada",
      prices: awarded.detail.prices,
    },
  }));

test("awards are found with what they were awarded for, those that exist", async () => {
  const rows = await rowsAfter(requested, awarded);
  const found = await rows.read((at) => findAwards(at, [awarded.id, "unknown/0"]));
  assert.deepEqual([...found.keys()], [awarded.id]);
  assert.partialDeepStrictEqual(found.get(awarded.id), {
    instance: "INST-0000000001",
    title: "my-guestbook",
    softwareRelease: requested.detail.softwareRelease,
    prices: awarded.detail.prices,
  });
});
