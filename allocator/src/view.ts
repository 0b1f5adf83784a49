/** The market as it was at one position of the log, read once: all that placing looks at. */
import type { RowReader } from "@partita/projections";
import { listComputers } from "@partita/projections/free-partitions/query.ts";
import { listOffers } from "@partita/projections/open-offers/query.ts";
import type { ComputerOnMarket, OpenOffer } from "@partita/schemas";
import type { Candidate, Demand } from "#allocator/filters/filter.ts";
import { ownUse } from "#allocator/own-use.ts";
import { rank } from "#allocator/rank.ts";

export type Market = {
  readonly offers: readonly OpenOffer[];
  readonly computers: ReadonlyMap<string, ComputerOnMarket>;
  /** Each offer with each registered computer that it covers, best first. */
  readonly pairs: readonly Pair[];
  /** References of computers by who owns them, in their order. */
  readonly ownedBy: ReadonlyMap<string, readonly string[]>;
};

/** An offer on a computer, by reference: what is free there changes, its rank does not. */
export type Pair = {
  readonly offer: OpenOffer;
  readonly computer: Pick<ComputerOnMarket, "computer">;
};

export type View = Market & {
  readonly position: bigint;
  /** The instant at which offers must hold. */
  readonly at: string;
};

/** How the market is looked at; the moment is that of the rows. */
export type ReadView = (rows: RowReader, at: string) => Promise<View>;

export async function readView(rows: RowReader, at: string): Promise<View> {
  return { ...(await readMarket(rows)), position: await rows.position(), at };
}

export async function readMarket(rows: RowReader): Promise<Market> {
  return marketOf(await listOffers(rows), await listComputers(rows));
}

export function marketOf(
  offers: readonly OpenOffer[],
  listed: readonly ComputerOnMarket[],
): Market {
  const computers = new Map(listed.map((computer) => [computer.computer, computer]));
  const pairs = offers.flatMap((offer) =>
    offer.computers
      .filter((computer) => computers.has(computer))
      .map((computer) => ({ offer, computer: { computer } })),
  );
  return { offers, computers, pairs: rank(pairs), ownedBy: byOwner(listed) };
}

/** The owner's own computers with this software come before all offers; then the cheapest first. */
export function candidatesOf(view: View, demand: Demand): readonly Candidate[] {
  const { computers, pairs, ownedBy } = view;
  const own = (ownedBy.get(demand.owner) ?? []).flatMap((reference) => {
    const computer = computers.get(reference);
    // Without the software, it is a computer that stands somewhere, and no candidate.
    const isSupplied = computer?.software.includes(demand.softwareRelease) ?? false;
    return computer !== undefined && isSupplied
      ? [{ offer: ownUse(demand, computer), computer }]
      : [];
  });
  const offered = pairs.flatMap(({ offer, computer: { computer: reference } }) => {
    const computer = computers.get(reference);
    return computer === undefined ? [] : [{ offer, computer }];
  });
  return own.length === 0 ? offered : [...own, ...offered];
}

function byOwner(listed: readonly ComputerOnMarket[]): ReadonlyMap<string, readonly string[]> {
  const owned = Map.groupBy(listed, ({ owner }) => owner);
  return new Map(
    [...owned].map(([owner, computers]) => [
      owner,
      computers.map(({ computer }) => computer).sort(),
    ]),
  );
}
