/** Compares rows of one projection in two places: their digests, and where they differ first. */
import { digest, type RowReader, type Table } from "@partita/projections";
import { canonical } from "@partita/schemas";

export type Pages = Pick<RowReader, "page">;

export type Comparison = {
  readonly projection: string;
  readonly replayed: string;
  readonly live: string;
  readonly equal: boolean;
  /** The first key, in key order, whose rows differ; a row that is not there is absent. */
  readonly differs?: {
    readonly key: string;
    readonly replayed?: object;
    readonly live?: object;
  };
};

const pageRowsMax = 1_000;

export async function compareRows(
  replayed: Pages,
  live: Pages,
  table: Table<object>,
): Promise<Comparison> {
  const digests = { replayed: await digestOf(replayed, table), live: await digestOf(live, table) };
  const equal = digests.replayed === digests.live;
  const differs = equal ? undefined : await firstDifference(replayed, live, table);
  return { projection: table.name, ...digests, equal, ...(differs !== undefined && { differs }) };
}

function digestOf(pages: Pages, table: Table<object>): Promise<string> {
  // A digest is made of pages and nothing else.
  return digest(pages as RowReader, table);
}

async function firstDifference(replayed: Pages, live: Pages, table: Table<object>) {
  const ours = entriesOf(replayed, table);
  const theirs = entriesOf(live, table);
  for (;;) {
    const [{ value: mine }, { value: other }] = [await ours.next(), await theirs.next()];
    if (mine === undefined && other === undefined) return undefined;
    if (mine && other && canonical(mine) === canonical(other)) continue;
    const key = firstOf(mine?.[0], other?.[0]);
    return {
      key,
      ...(mine?.[0] === key && { replayed: mine[1] }),
      ...(other?.[0] === key && { live: other[1] }),
    };
  }
}

/** By code point, as keys are ordered. */
function firstOf(one: string | undefined, other: string | undefined): string {
  if (one === undefined || other === undefined) return one ?? other ?? "";
  return Buffer.compare(Buffer.from(one), Buffer.from(other)) <= 0 ? one : other;
}

/** Every row with its key, in key order, a page of them in memory. */
export async function* entriesOf(pages: Pages, table: Table<object>) {
  let after: string | undefined;
  for (;;) {
    const page = await pages.page(table, { after, limit: pageRowsMax });
    yield* page;
    after = page.at(-1)?.[0];
    if (page.length < pageRowsMax) return;
  }
}
