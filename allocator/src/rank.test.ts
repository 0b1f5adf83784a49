import { expect, test } from "vitest";
import type { Candidate } from "#allocator/filters/filter.ts";
import { rank } from "#allocator/rank.ts";
import { aCandidate } from "#allocator/testing/market.ts";

const dear = aCandidate({ offer: "OFFER-A", hourly: "10" }, { computer: "COMP-1" });
const cheap = aCandidate({ offer: "OFFER-B", hourly: "9.5" }, { computer: "COMP-2" });
const sameElsewhere = aCandidate({ offer: "OFFER-B", hourly: "9.50" }, { computer: "COMP-1" });
const sameOffered = aCandidate({ offer: "OFFER-A", hourly: "9.5" }, { computer: "COMP-9" });

test.each<[string, readonly Candidate[], readonly Candidate[]]>([
  ["the cheapest hour comes first, as a number", [dear, cheap], [cheap, dear]],
  ["equal prices go by offer reference", [cheap, sameOffered], [sameOffered, cheap]],
  ["then by computer", [cheap, sameElsewhere], [sameElsewhere, cheap]],
  ["nothing stays nothing", [], []],
])("%s", (_, given, expected) => {
  expect(rank(given)).toEqual(expected);
  expect(rank(given.toReversed())).toEqual(expected);
});

test("currencies are not compared: they come by their codes", () => {
  const { prices } = dear.offer;
  const inYen = aCandidate({
    offer: "OFFER-Y",
    prices: { ...prices, currency: "JPY", hourly: "1" },
  });
  expect(rank([inYen, dear])).toEqual([dear, inYen]);
});
