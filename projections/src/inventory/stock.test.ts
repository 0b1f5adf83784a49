import { expect, test } from "vitest";
import { countsIn, statesIn, stocks } from "#projections/inventory/stock.ts";

const states = [
  "planned",
  "ordered",
  "confirmed",
  "started",
  "stopped",
  "delivered",
  "cancelled",
] as const;

test("which states count at which end, as in ERP5", () => {
  const table = Object.fromEntries(
    stocks.map((stock) => [
      stock,
      { out: statesIn(stock, "source"), into: statesIn(stock, "destination") },
    ]),
  );
  expect(table).toEqual({
    current: {
      out: ["started", "stopped", "delivered"],
      into: ["started", "stopped", "delivered"],
    },
    available: {
      out: ["confirmed", "started", "stopped", "delivered"],
      into: ["stopped", "delivered"],
    },
    future: { out: states.slice(0, -1), into: states.slice(0, -1) },
  });
});

test("what is cancelled counts nowhere", () => {
  for (const stock of stocks)
    for (const side of ["source", "destination"] as const)
      expect(countsIn(stock, { state: "cancelled", side })).toBe(false);
});
