/** The market as it was at one position of the log, read once: all that placing looks at. */
import type { RowReader } from "@partita/projections";
import { listComputers } from "@partita/projections/free-partitions/query.ts";
import { listOffers } from "@partita/projections/open-offers/query.ts";
import type { ComputerOnMarket, OpenOffer } from "@partita/schemas";
import type { Candidate } from "#allocator/filters/filter.ts";

export type View = {
  readonly position: bigint;
  /** The instant at which offers must hold. */
  readonly at: string;
  readonly offers: readonly OpenOffer[];
  readonly computers: ReadonlyMap<string, ComputerOnMarket>;
};

export async function readView(rows: RowReader, at: string): Promise<View> {
  const offers = await listOffers(rows);
  const computers = await listComputers(rows);
  return {
    position: rows.position,
    at,
    offers,
    computers: new Map(computers.map((computer) => [computer.computer, computer])),
  };
}

/** Each offer with each registered computer that it covers. */
export function candidatesOf({ offers, computers }: View): readonly Candidate[] {
  return offers.flatMap((offer) =>
    offer.computers.flatMap((reference) => {
      const computer = computers.get(reference);
      return computer === undefined ? [] : [{ offer, computer }];
    }),
  );
}

/** The view in which one free partition of this computer is spoken for. */
export function spokenFor(view: View, { computer }: Candidate): View {
  const left = { ...computer, free: computer.free.slice(1) };
  return { ...view, computers: new Map(view.computers).set(computer.computer, left) };
}
