import type { Table } from "@partita/projections";
import { expect, test } from "vitest";
import { compareRows, type Pages } from "./compare-rows.ts";

const table: Table<object> = { name: "counted", version: 1, columns: {} };

function pagesOf(rows: Readonly<Record<string, object>>): Pages {
  const entries = Object.entries(rows).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return {
    // The only table there is.
    page: async (_, { after, limit }) =>
      entries.filter(([key]) => after === undefined || key > after).slice(0, limit) as never,
  };
}

const rows = Object.fromEntries(
  Array.from({ length: 2_500 }, (_, index) => [`key-${String(index).padStart(4, "0")}`, { index }]),
);

test("equal rows have equal digests, whatever the order of their members", async () => {
  const one = pagesOf({ a: { x: 1, y: 2 } });
  const other = pagesOf({ a: { y: 2, x: 1 } });
  expect(await compareRows(one, other, table)).toMatchObject({ equal: true });
  const many = await compareRows(pagesOf(rows), pagesOf({ ...rows }), table);
  expect(many.replayed).toBe(many.live);
  expect(many.differs).toBeUndefined();
});

test.each([
  ["changed", { ...rows, "key-2400": { index: 7 } }, "key-2400", { index: 2400 }, { index: 7 }],
  ["missing", without("key-1200"), "key-1200", { index: 1200 }, undefined],
  ["too many", { ...rows, "key-1200a": { index: 7 } }, "key-1200a", undefined, { index: 7 }],
  ["missing at the end", without("key-2499"), "key-2499", { index: 2499 }, undefined],
] as const)("a row that is %s is found", async (...[, live, key, ...both]) => {
  const [replayed, found] = both;
  const compared = await compareRows(pagesOf(rows), pagesOf(live), table);
  expect(compared.equal).toBe(false);
  expect(compared.differs).toEqual({
    key,
    ...(replayed && { replayed }),
    ...(found && { live: found }),
  });
});

function without(key: string): Readonly<Record<string, object>> {
  return Object.fromEntries(Object.entries(rows).filter(([one]) => one !== key));
}
