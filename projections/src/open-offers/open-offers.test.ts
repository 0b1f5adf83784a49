import assert from "node:assert/strict";
import { a } from "@partita/schemas/testing/a.ts";
import { test } from "vitest";
import { openOffers } from "#projections/open-offers/open-offers.ts";
import { findOffer, listOffers } from "#projections/open-offers/query.ts";
import { given } from "#projections/testing/given.ts";
import { rowsAfter } from "#projections/testing/rows-after.ts";

const offer = "OFFER-0000000001";
const published = a("offer-published", { detail: { validUntil: "2027-01-01T00:00:00.000Z" } });
const amended = a("offer-amended", { detail: { computers: ["COMP-2"] } });

test("a published offer is in its first revision", () =>
  given(openOffers, published).thenRows({
    [offer]: { revision: 1, computers: ["COMP-1"], validUntil: "2027-01-01T00:00:00.000Z" },
  }));

test("amended terms replace the terms before, and count a revision", () =>
  given(openOffers, published, amended).thenRows({
    [offer]: { revision: 2, computers: ["COMP-2"], validUntil: undefined },
  }));

test("a withdrawn offer is off the market", () =>
  given(openOffers, published, amended, a("offer-withdrawn")).thenRows({}));

test("offers are asked for by reference, or all", async () => {
  const rows = await rowsAfter(published);
  const found = await rows.read((at) => findOffer(at, offer));
  assert.deepEqual(found, { ...published.detail, revision: 1 });
  assert.deepEqual(await rows.read(listOffers), [found]);
});
