/**
 * Keeps the market in memory from one look at it to the next, and reads only what changed: a
 * placement must not cost more because there are more computers. See ADR 0032.
 */
import type { RowReader } from "@partita/projections";
import { changedRows } from "@partita/projections/changed-rows/query.ts";
import type { ComputerOnMarket, OpenOffer } from "@partita/schemas";
import { type Market, marketOf, type ReadView, readMarket } from "#allocator/view.ts";

/** Rows fetched at once. */
const pageMax = 500;

type Kept = { readonly position: bigint; readonly market: Market };

/** One for each process; what two of them see of one position is the same. */
export function keptView(): ReadView {
  let kept: Kept | undefined;
  return async (rows, at) => {
    const position = await rows.position();
    const isNewer = kept === undefined || kept.position <= position;
    const market = kept && isNewer ? await advanced(rows, kept) : await readMarket(rows);
    // Rows that are older than the last ones are those of a look that began before it.
    if (isNewer) kept = { position, market };
    return { ...market, position, at };
  };
}

async function advanced(rows: RowReader, { position, market }: Kept): Promise<Market> {
  if ((await rows.position()) === position) return market;
  const computers = await changesOf<ComputerOnMarket>(rows, "free_partitions", position);
  const offers = await changesOf<OpenOffer>(rows, "open_offers", position);
  return merged(market, computers, offers);
}

type Changes<Row> = ReadonlyMap<string, Row | undefined>;

/** By key; undefined is what there is no longer. */
async function changesOf<Row extends object>(
  rows: RowReader,
  table: string,
  knownAt: bigint,
): Promise<Changes<Row>> {
  const changes = new Map<string, Row | undefined>();
  for (let after: string | undefined; ; ) {
    const page = await changedRows(rows, table, { knownAt }, { after, limit: pageMax });
    // The rows of the table that was named, which its name forgot.
    for (const { key, after: row } of page) changes.set(key, row as Row | undefined);
    if (page.length < pageMax) return changes;
    after = page.at(-1)?.key;
  }
}

/** What is free changes all the time; who owns what, and which offers stand, hardly ever. */
function merged(
  market: Market,
  changed: Changes<ComputerOnMarket>,
  changedOffers: Changes<OpenOffer>,
): Market {
  if (changed.size === 0 && changedOffers.size === 0) return market;
  const computers = changedBy(market.computers, changed);
  const isSame = [...changed].every(
    ([key, row]) => row !== undefined && market.computers.get(key)?.owner === row.owner,
  );
  if (isSame && changedOffers.size === 0) return { ...market, computers };
  const offers = new Map(market.offers.map((offer) => [offer.offer, offer]));
  return marketOf([...changedBy(offers, changedOffers).values()], [...computers.values()]);
}

function changedBy<Row>(rows: ReadonlyMap<string, Row>, changes: Changes<Row>): Map<string, Row> {
  const after = new Map(rows);
  for (const [key, row] of changes) {
    if (row === undefined) after.delete(key);
    else after.set(key, row);
  }
  return after;
}
