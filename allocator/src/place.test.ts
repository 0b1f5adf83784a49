import { expect, test } from "vitest";
import { place, receiptCandidatesMax } from "#allocator/place.ts";
import { aComputer, aDemand, anOffer, aView } from "#allocator/testing/market.ts";

const paris = aComputer({ computer: "COMP-1", region: "europe/france" });
const osaka = aComputer({ computer: "COMP-2", region: "asia/japan" });
const full = aComputer({ computer: "COMP-3", free: [] });
const parisOffer = anOffer({ offer: "OFFER-P", computers: ["COMP-1"], hourly: "3.6" });
const osakaOffer = anOffer({ offer: "OFFER-O", computers: ["COMP-2"], hourly: "1.8" });
const fullOffer = anOffer({ offer: "OFFER-F", computers: ["COMP-3"], hourly: "0.1" });
const rack = anOffer({ offer: "OFFER-R", computers: ["COMP-1", "COMP-2", "COMP-3"], hourly: "2" });
const all = [paris, osaka, full];

const ceiling = (amount: string) => ({ max_price: { amount, currency: "EUR" } as const });

test.each([
  ["no condition: the cheapest", {}, [parisOffer, osakaOffer], "OFFER-O on COMP-2"],
  ["the region decides", { region: "europe" }, [parisOffer, osakaOffer], "OFFER-P on COMP-1"],
  ["the cheapest is full", {}, [parisOffer, fullOffer], "OFFER-P on COMP-1"],
  ["one offer, many computers", {}, [rack], "OFFER-R on COMP-1"],
  [
    "a computer in two offers",
    { computer_guid: "COMP-1" },
    [parisOffer, rack],
    "OFFER-R on COMP-1",
  ],
  ["no offer", {}, [], "no-offer 1"],
  ["an offer of unknown computers", {}, [anOffer({ computers: ["COMP-9"] })], "no-offer 1"],
  ["everything full", {}, [fullOffer], "computer-full 1"],
  ["too dear", ceiling("1"), [parisOffer, osakaOffer], "too-expensive 2"],
  [
    "each for its own reason",
    { region: "europe", ...ceiling("3") },
    [parisOffer, osakaOffer, fullOffer],
    "computer-full 1, too-expensive 1, wrong-region 1",
  ],
] as const)("%s", (_, conditions, offers, expected) => {
  const placement = place(aDemand(conditions), aView(offers, all));
  const said =
    "best" in placement
      ? `${placement.best.offer.offer} on ${placement.best.computer.computer}`
      : placement.reasons.map(({ reason, count }) => `${reason} ${count}`).join(", ");
  expect(said).toBe(expected);
});

test("the receipt says where it was seen, the candidates best first, and how many failed", () => {
  const placement = place(aDemand(), aView([parisOffer, osakaOffer, fullOffer], all));
  expect(placement).toMatchObject({
    receipt: {
      position: "12",
      candidates: [
        { offer: "OFFER-O", computer: "COMP-2", hourly: "1.8" },
        { offer: "OFFER-P", computer: "COMP-1", hourly: "3.6" },
      ],
      turnedDown: [{ reason: "computer-full", count: 1 }],
    },
  });
});

test("a receipt names a bounded number of candidates", () => {
  const computers = Array.from({ length: 50 }, (_, index) =>
    aComputer({ computer: `COMP-${index}` }),
  );
  const offer = anOffer({ computers: computers.map(({ computer }) => computer) });
  const placement = place(aDemand(), aView([offer], computers));
  expect("best" in placement && placement.receipt.candidates).toHaveLength(receiptCandidatesMax);
});

test("the same view gives the same answer, whatever the order of its parts", () => {
  const [one, other] = [
    aView([parisOffer, rack], all),
    aView([rack, parisOffer], all.toReversed()),
  ];
  expect(place(aDemand(), one)).toEqual(place(aDemand(), other));
});
