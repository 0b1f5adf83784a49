/** The digest of a projection's rows: the same for the same rows, in whatever adapter. */
import { canonical, digestOf } from "@partita/schemas";
import type { Entry, RowReader, Table } from "#projections/rows/rows.ts";

/** Rows per page: a table of any size is digested in bounded memory. */
const digestPageMax = 1000;

/** Each row is chained to those before it, in key order. */
export async function digest<Row extends object>(
  rows: RowReader,
  table: Table<Row>,
): Promise<string> {
  let chained = digestOf("");
  let after: string | undefined;
  for (;;) {
    const page = await rows.page(table, { after, limit: digestPageMax });
    chained = page.reduce((before, entry) => chain(before, entry), chained);
    after = page.at(-1)?.[0];
    if (page.length < digestPageMax) return chained;
  }
}

function chain<Row>(before: string, entry: Entry<Row>): string {
  return digestOf(before + canonical(entry));
}
