import { expect, test } from "vitest";
import { ownUse, ownUseOffer } from "#allocator/own-use.ts";
import { place } from "#allocator/place.ts";
import { aComputer, aDemand, anOffer, aView } from "#allocator/testing/market.ts";

const own = aComputer({ computer: "COMP-2", owner: "person:ada" });
const cheap = anOffer({ hourly: "0.001" });

function chosen(conditions: Parameters<typeof aDemand>[0], computer: typeof own) {
  const placement = place(aDemand(conditions), aView([cheap], [aComputer(), computer]));
  if (!("best" in placement)) return placement.reasons;
  return [placement.best.offer.offer === ownUseOffer, placement.best.computer.computer];
}

test("it costs nothing, in the currency that the requester counts in", () => {
  expect(ownUse(aDemand(), own)).toMatchObject({
    offer: "own-use",
    revision: 1,
    seller: "person:ada",
    prices: { currency: "EUR", hourly: "0", usage: { "cpu-second": "0" } },
  });
  const conditions = { max_price: { amount: "1", currency: "JPY" } } as const;
  expect(ownUse(aDemand(conditions), own).prices.currency).toBe("JPY");
});

test.each([
  ["fits", {}, {}, [true, "COMP-2"]],
  ["is full", {}, { free: [] }, [false, "COMP-1"]],
  ["is closed", {}, { scope: "close" as const }, [false, "COMP-1"]],
  ["is lost", {}, { lost: true as const }, [false, "COMP-1"]],
  ["has no agent", {}, { agent: undefined }, [false, "COMP-1"]],
  ["stands elsewhere", { region: "europe" }, { region: "asia" }, [false, "COMP-1"]],
  ["is not the one that is named", { computer_guid: "COMP-1" }, {}, [false, "COMP-1"]],
  ["has not the software", {}, { software: [] }, [false, "COMP-1"]],
] as const)("an own computer that %s, beside an offer", (_, conditions, changes, expected) => {
  const { agent, ...others }: Partial<typeof own> = { ...own, ...changes } as Partial<typeof own>;
  const computer = aComputer({ ...others, ...(agent === undefined ? {} : { agent }) });
  const { agent: _agent, ...unclaimed } = computer;
  expect(chosen(conditions, agent === undefined ? unclaimed : computer)).toEqual(expected);
});

test("a ceiling in whatever currency lets it pass", () => {
  const ceiling = { max_price: { amount: "0", currency: "USD" } } as const;
  expect(chosen(ceiling, own)).toEqual([true, "COMP-2"]);
});
