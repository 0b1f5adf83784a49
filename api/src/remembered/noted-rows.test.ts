import { memoryRows, type Rows, type Table } from "@partita/projections";
import { expect, test } from "vitest";
import { notedRows } from "#api/remembered/noted-rows.ts";

const things: Table<{ readonly name: string }> = { name: "things", version: 1, columns: {} };

/** Rows that stand at each of the positions in turn, one reading after the other. */
function risingBy(...positions: readonly bigint[]): Rows {
  const rows = memoryRows();
  const left = [...positions];
  return {
    ...rows,
    read: (question, moment) => {
      const position = left.shift() ?? 0n;
      return rows.read((at) => question({ ...at, position: async () => position }), moment);
    },
  };
}

test("the lowest position that anything was read at is noted", async () => {
  const { rows, lowest } = notedRows(risingBy(7n, 5n, 9n));
  for (let reading = 0; reading < 3; reading++) await rows.read((at) => at.get(things, "a"));
  expect(lowest()).toBe(5n);
});

test("however it is read", async () => {
  const page = { after: undefined, limit: 1 };
  const readings = [
    (rows: Rows) => rows.read((at) => at.find(things)),
    (rows: Rows) => rows.read((at) => at.page(things, page)),
    (rows: Rows) => rows.read((at) => at.changed(things, {}, page)),
  ];
  for (const reading of readings) {
    const { rows, lowest } = notedRows(risingBy(7n));
    await reading(rows);
    expect(lowest()).toBe(7n);
  }
});

test("a question that reads nothing is of no position", async () => {
  const { rows, lowest } = notedRows(risingBy(7n));
  await rows.read(async () => "nothing");
  expect(lowest()).toBeUndefined();
});
