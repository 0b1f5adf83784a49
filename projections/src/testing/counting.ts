/** A projection that counts postings, so that one taken twice, or never, shows. */
import type { Movement } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import type { Projection } from "#projections/projection.ts";
import type { Rows, Table } from "#projections/rows/rows.ts";

type Count = { readonly count: number };
export const counts: Table<Count> = { name: "counts", version: 1, columns: {} };

/** Each version counts by its own number: the rows show which version made them. */
export function counting(version: number): Projection<object> {
  const projection: Projection<Count> = {
    table: { ...counts, version },
    on: {
      "amount-posted": {
        keys: () => ["all"],
        apply: (row) => ({ count: (row?.count ?? 0) + version }),
      },
    },
  };
  // Handed to the runner as one of many, which are of different rows.
  return projection as unknown as Projection<object>;
}

export function postings(count: number): readonly Movement[] {
  return Array.from({ length: count }, () => a("amount-posted"));
}

export function countIn(rows: Rows): Promise<number | undefined> {
  return rows.read(async (at) => (await at.get(counts, "all"))?.count);
}
