/** Reads a projection test as a sentence: given what happened, then these rows. */
import assert from "node:assert/strict";
import type { Movement } from "@partita/schemas";
import { applied } from "#projections/apply.ts";
import type { Projection } from "#projections/projection.ts";
import { recorded } from "#projections/testing/recorded.ts";

export function given<Row extends object>(
  projection: Projection<Row>,
  ...movements: readonly Movement[]
) {
  return {
    /**
     * Exactly these keys, each with the part of its row that the test is about; undefined: not
     * there.
     */
    async thenRows(expected: Readonly<Record<string, Expected<Row>>>) {
      const rows = await rowsOf(projection, movements);
      assert.deepEqual([...rows.keys()].sort(), Object.keys(expected).sort());
      for (const [key, want] of Object.entries(expected))
        assert.deepEqual(chosen(rows.get(key), want), want, key);
    },
  };
}

/** Any part of a row. */
type Expected<Row> = { readonly [K in keyof Row]?: Row[K] | undefined };

async function rowsOf<Row extends object>(
  projection: Projection<Row>,
  movements: readonly Movement[],
): Promise<ReadonlyMap<string, Row>> {
  const log = await recorded(...movements);
  const rows = [...applied(projection, log, new Map())];
  return new Map(rows.filter((entry): entry is [string, Row] => entry[1] !== undefined));
}

function chosen(row: object | undefined, wanted: object): object {
  const all = new Map(Object.entries(row ?? {}));
  return Object.fromEntries(Object.keys(wanted).map((name) => [name, all.get(name)]));
}
