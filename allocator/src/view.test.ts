import { expect, test } from "vitest";
import { aHouse } from "#allocator/testing/house.ts";
import { aComputer, anOffer, aView, now } from "#allocator/testing/market.ts";
import { candidatesOf, readView, spokenFor } from "#allocator/view.ts";

test("a view is of one position, with every offer and every computer", async () => {
  const house = aHouse();
  await house.bring("COMP-1", 2);
  await house.bring("COMP-2", 1);
  await house.catchUp();
  const view = await house.rows.read((rows) => readView(rows, now));
  expect(view.position).toBe(await house.store.head());
  expect(view.offers.map(({ offer }) => offer)).toEqual(["OFFER-COMP-1", "OFFER-COMP-2"]);
  expect(view.computers.get("COMP-1")?.free).toEqual(["slappart0", "slappart1"]);
});

test("a candidate is an offer and one registered computer that it covers", () => {
  const offers = [anOffer({ computers: ["COMP-1", "COMP-9"] }), anOffer({ offer: "OFFER-2" })];
  const pairs = candidatesOf(aView(offers, [aComputer()]));
  expect(pairs.map(({ offer, computer }) => [offer.offer, computer.computer])).toEqual([
    ["OFFER-1", "COMP-1"],
    ["OFFER-2", "COMP-1"],
  ]);
});

test("a partition spoken for is free no longer, in whichever offer it is", () => {
  const view = aView([anOffer(), anOffer({ offer: "OFFER-2" })], [aComputer({ free: ["a", "b"] })]);
  const [candidate] = candidatesOf(view);
  const left = candidate && candidatesOf(spokenFor(view, candidate));
  expect(left?.map(({ computer }) => computer.free)).toEqual([["b"], ["b"]]);
});
