/** A seller's account: closed periods, invoices numbered without a gap, and balanced books. */
import {
  type Command,
  compareDecimals,
  type Draft,
  type DraftOf,
  deriveReference,
  itemId,
  type Movement,
  type NodeId,
  plus,
  refuse,
} from "@partita/schemas";
import { billedAlready } from "#ledger/account/billed-already.ts";
import type { Decider, Decision } from "#ledger/decider.ts";
import { type History, recalled, remembered } from "#ledger/history.ts";

type Closing = Movement<"period-closed">["detail"] & { readonly id: string };
type Issued = Movement<"invoice-issued">["detail"];
export type State = { readonly closings: History<Closing>; readonly invoices: History<Issued> };

export const account: Decider<"account", State> = {
  category: "account",
  initial: { closings: undefined, invoices: undefined },
  decide: { "close-period": close, "issue-invoice": issue },
  evolve: {
    "period-closed": (state, { id, detail }) => ({
      ...state,
      closings: remembered(state.closings, { ...detail, id }),
    }),
    "invoice-issued": (state, { detail }) => ({
      ...state,
      invoices: remembered(state.invoices, detail),
    }),
    // Postings follow from their invoice; nothing is decided by them.
    "amount-posted": (state) => state,
  },
};

/** Each period starts where the last one stopped, the first one with the account. */
function close(state: State, command: Command<"close-period">): Decision<DraftOf<"account">> {
  const startsAt = state.closings?.latest.stopsAt;
  const stopsAt = command.detail.stopsAt ?? command.at;
  if (stopsAt > command.at) return refuse("period-not-over", { stopsAt });
  if (startsAt !== undefined && stopsAt <= startsAt)
    return refuse("period-closed-already", { closedUntil: startsAt });

  const seller = sellerOf(command);
  const period = { ...(startsAt !== undefined && { startsAt }), stopsAt };
  return {
    movements: [
      {
        kind: "period-closed",
        resource: "period",
        quantity: "1",
        ...between(seller, seller),
        items: [],
        ...period,
        state: "delivered",
        detail: { seller, ...period },
      },
    ],
  };
}

function issue(state: State, command: Command<"issue-invoice">): Decision<DraftOf<"account">> {
  const { closing: id, buyer, currency, lines, total } = command.detail;
  const closing = [...recalled(state.closings)].find((one) => one.id === id);
  if (closing === undefined) return refuse("no-such-closing", { closing: id });
  const invoices = [...recalled(state.invoices)];
  // No two closings stop at the same instant, so that the instant names the closing.
  const isSame = (one: Issued) => one.stopsAt === closing.stopsAt && one.currency === currency;
  if (invoices.some((one) => isSame(one) && one.buyer === buyer)) return { movements: [] };

  const sum = plus(...lines.map(({ amount }) => amount));
  if (compareDecimals(sum, total) !== 0) return refuse("lines-do-not-sum", { sum, total });
  const twice = billedAlready(lines, invoices);
  if (twice !== undefined) return refuse("usage-billed-already", { usage: twice });

  const number = (state.invoices?.latest.number ?? 0) + 1;
  return { movements: [issued(command, closing, number), posted(command, number)] };
}

function issued(
  command: Command<"issue-invoice">,
  { startsAt, stopsAt }: Closing,
  number: number,
): Draft<"invoice-issued"> {
  const { buyer, currency, lines, total } = command.detail;
  const seller = sellerOf(command);
  const period = { ...(startsAt !== undefined && { startsAt }), stopsAt };
  const invoice = referenceOf(command);
  return {
    kind: "invoice-issued",
    resource: "invoice",
    quantity: "1",
    unitPrice: total,
    currency,
    ...between(seller, buyer),
    items: [itemId("invoice", invoice)],
    ...period,
    state: "delivered",
    detail: { invoice, number, seller, buyer, currency, ...period, lines, total },
  };
}

/** Revenue is credited what the receivable is debited: one movement, hence balanced. */
function posted(command: Command<"issue-invoice">, number: number): Draft<"amount-posted"> {
  const { buyer, currency, total } = command.detail;
  const seller = sellerOf(command);
  const invoice = referenceOf(command);
  return {
    kind: "amount-posted",
    resource: currency,
    quantity: total,
    source: "account:revenue",
    destination: "account:receivable",
    sourceSection: seller,
    destinationSection: seller,
    items: [itemId("invoice", invoice)],
    state: "delivered",
    detail: { invoice, memo: `Invoice ${number} to ${buyer}` },
  };
}

function referenceOf({ streamId, detail }: Command<"issue-invoice">): string {
  return deriveReference("INV", streamId, detail.closing, detail.buyer, detail.currency);
}

/** An account's stream has the name of its organisation; the API lets no other name in. */
function sellerOf(command: { readonly streamId: string }): NodeId {
  // An organisation's id is a node id, which the name of a stream forgets.
  return command.streamId as NodeId;
}

function between(source: NodeId, destination: NodeId) {
  return { source, destination, sourceSection: source, destinationSection: destination };
}
