import type { NodeId } from "@partita/schemas";
import { expect, test } from "vitest";
import { aHouse } from "#allocator/testing/house.ts";
import { aComputer, aDemand, anOffer, aView, now } from "#allocator/testing/market.ts";
import { candidatesOf, readView } from "#allocator/view.ts";

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
  const pairs = candidatesOf(aView(offers, [aComputer()]), aDemand());
  expect(pairs.map(({ offer, computer }) => [offer.offer, computer.computer])).toEqual([
    ["OFFER-1", "COMP-1"],
    ["OFFER-2", "COMP-1"],
  ]);
});

test("who owns computers with the software comes to them first, without any offer", () => {
  const own = ["COMP-3", "COMP-2"].map((computer) =>
    aComputer({ computer, owner: "person:ada", region: "asia" }),
  );
  const bare = aComputer({ computer: "COMP-4", owner: "person:ada", software: [] });
  const view = aView([anOffer()], [aComputer(), ...own, bare]);
  const found = (owner: NodeId) =>
    candidatesOf(view, { ...aDemand(), owner }).map(({ offer, computer }) => [
      offer.offer,
      computer.computer,
      offer.prices.hourly,
    ]);
  expect(found("person:ada")).toEqual([
    ["own-use", "COMP-2", "0"],
    ["own-use", "COMP-3", "0"],
    ["OFFER-1", "COMP-1", "3.6"],
  ]);
  expect(found("person:bob")).toEqual([["OFFER-1", "COMP-1", "3.6"]]);
});
