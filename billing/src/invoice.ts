/** What was consumed, at the prices of its awards, becomes one invoice per buyer and currency. */

import type { AwardedPrices } from "@partita/projections/awarded-prices/query.ts";
import {
  type Command,
  currencyScale,
  type Invoice,
  type InvoiceLine,
  type NodeId,
  type Refusal,
  refuse,
  resources,
  type UsageRow,
} from "@partita/schemas";
import type { Consumption } from "#billing/consumption.ts";
import { decimalOf, partsPerUnit } from "#billing/exact.ts";
import { type Rate, rate } from "#billing/rate.ts";
import { share } from "#billing/share.ts";
import { unbilled } from "#billing/unbilled.ts";

export type Closing = {
  /** Id of the period-closed movement. */
  readonly id: string;
  readonly seller: NodeId;
  readonly stopsAt: string;
};

/** What a seller sold and invoiced so far, all of one moment. */
export type Books = {
  readonly usage: readonly UsageRow[];
  readonly awards: ReadonlyMap<string, AwardedPrices>;
  readonly invoices: readonly Invoice[];
};

/** What `issue-invoice` asks for. */
export type InvoiceDraft = Command<"issue-invoice">["detail"];

type Rated = Consumption & Rate & { readonly awarded: AwardedPrices };

/**
 * The invoices to issue, and the consumption that has no price, which stays unbilled until it has
 * one. A buyer who has this closing's invoice already gets no second one: what came in since waits
 * for the next closing.
 */
export function invoicesFor(
  closing: Closing,
  { usage, awards, invoices }: Books,
): { readonly drafts: readonly InvoiceDraft[]; readonly refusals: readonly Refusal[] } {
  const sold = usage.filter(isSold);
  const answers = unbilled(sold, invoices, closing.stopsAt).map((one) => rated(one, awards));
  const byBuyer = Map.groupBy(
    answers.flatMap((answer) => ("refusal" in answer ? [] : [answer])),
    ({ awarded }) => `${awarded.buyer} ${awarded.prices.currency}`,
  );
  const invoiced = new Set(
    invoices
      .filter(({ stopsAt }) => stopsAt === closing.stopsAt)
      .map(({ buyer, currency }) => `${buyer} ${currency}`),
  );
  return {
    drafts: [...byBuyer]
      .filter(([buyerAndCurrency]) => !invoiced.has(buyerAndCurrency))
      .flatMap(([, lines]) => draft(closing, lines)),
    refusals: answers.flatMap((answer) => ("refusal" in answer ? [answer.refusal] : [])),
  };
}

/** Own use is recorded like all other use, and invoiced to nobody. */
function isSold({ seller, buyer }: UsageRow): boolean {
  return seller !== buyer;
}

function rated(
  consumption: Consumption,
  awards: Books["awards"],
): Rated | { readonly refusal: Refusal } {
  const { instance, award } = consumption;
  const awarded = awards.get(award);
  if (awarded === undefined) return refuse("no-such-award", { instance, award });
  const answer = rate(consumption, awarded.prices);
  return "refusal" in answer ? answer : { ...consumption, ...answer, awarded };
}

function draft({ id }: Closing, unsorted: readonly Rated[]): readonly InvoiceDraft[] {
  const lines = unsorted.toSorted(byOrderOfLines);
  const [first] = lines;
  if (first === undefined) return [];
  const { buyer, prices } = first.awarded;
  const scale = currencyScale(prices.currency);
  const { total, shares } = share(
    lines.map(({ amount }) => amount),
    partsPerUnit / 10n ** BigInt(scale),
  );
  return [
    {
      closing: id,
      buyer,
      currency: prices.currency,
      lines: lines.map((line, index) => lineOf(line, decimalOf(shares[index] ?? 0n, scale))),
      total: decimalOf(total, scale),
    },
  ];
}

function lineOf({ awarded, amount: _, ...line }: Rated, amount: string): InvoiceLine {
  const { title, softwareRelease } = awarded;
  return { ...line, title, softwareRelease, amount, movements: [...line.movements] };
}

const resourceOrder = Object.keys(resources);

/** By instance, hosting first, then time: the same invoice whatever the order of the rows. */
function byOrderOfLines(one: Rated, other: Rated): number {
  const [left, right] = [one, other].map(({ instance, resource, startsAt, award }) => {
    const rank = String(resourceOrder.indexOf(resource)).padStart(3, "0");
    return [instance, rank, startsAt, award].join(" ");
  });
  return String(left) < String(right) ? -1 : 1;
}
