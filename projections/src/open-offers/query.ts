/** Asks which offers are on the market; whether one is valid now is for whoever has a clock. */
import type { OpenOffer } from "@partita/schemas";
import { openOffersTable } from "#projections/open-offers/table.ts";
import type { RowReader } from "#projections/rows/rows.ts";

export async function listOffers(rows: RowReader): Promise<readonly OpenOffer[]> {
  return rows.find(openOffersTable);
}

export async function findOffer(rows: RowReader, offer: string): Promise<OpenOffer | undefined> {
  return rows.get(openOffersTable, offer);
}
