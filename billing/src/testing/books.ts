/** Builds what billing reads, for tests: rows of usage and hosting, awards, invoices. */
import type { AwardedPrices } from "@partita/projections/awarded-prices/query.ts";
import type { Invoice, InvoiceLine, Prices, UsageRow } from "@partita/schemas";
import type { InvoiceDraft } from "#billing/invoice.ts";

/** An instant of 1 January 2026: `at("06:30")`. */
export function at(time: string): string {
  return `2026-01-01T${time.padEnd(8, ":00")}.000Z`;
}

const contract = {
  instance: "INST-A",
  tree: "TREE-A",
  award: "award-a/0",
  seller: "organisation:hoster",
  buyer: "person:ada",
} as const;

export function usageRow(movement: string, changes: Partial<UsageRow> = {}): UsageRow {
  const period = { startsAt: at("00:00"), stopsAt: at("00:01") };
  return { movement, ...contract, resource: "cpu-second", quantity: "10", ...period, ...changes };
}

/** Hosting that still runs, unless the changes stop it. */
export function hosting(startsAt: string, changes: Partial<UsageRow> = {}): UsageRow {
  const { instance } = { ...contract, ...changes };
  const movement = `${instance}-started-${startsAt}`;
  return { movement, ...contract, resource: "software-hosting", startsAt, ...changes };
}

export const prices: Prices = {
  currency: "EUR",
  hourly: "3.6",
  usage: { "cpu-second": "0.01", "memory-gib-hour": "0.02", "disk-gib-hour": "0.001" },
};

export function awarded(changes: Partial<AwardedPrices> = {}): AwardedPrices {
  const named = { title: "my-guestbook", softwareRelease: "https://software.example/guestbook" };
  return { ...contract, ...named, prices, ...changes };
}

export function awardsOf(...awards: readonly AwardedPrices[]): ReadonlyMap<string, AwardedPrices> {
  return new Map(awards.map((one) => [one.award, one]));
}

export function invoiceLine(changes: Partial<InvoiceLine> = {}): InvoiceLine {
  const { instance, award } = contract;
  const { title, softwareRelease } = awarded();
  return {
    ...{ instance, award, title, softwareRelease },
    resource: "software-hosting",
    quantity: "1",
    unitPrice: "3.6",
    amount: "3.60",
    startsAt: at("00:00"),
    stopsAt: at("01:00"),
    movements: [],
    ...changes,
  };
}

/** The invoice that a draft became. */
export function issued(
  draft: Pick<InvoiceDraft, "lines"> & Partial<InvoiceDraft>,
  stopsAt: string,
): Invoice {
  const { lines, buyer = "person:ada", currency = "EUR", total = "0.00" } = draft;
  const invoice = `INV-${buyer}-${currency}-${stopsAt}`;
  const head = { invoice, number: 1, seller: contract.seller, issuedAt: stopsAt };
  return { ...head, buyer, currency, stopsAt, lines: [...lines], total };
}
