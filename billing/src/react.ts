/** Billing: when a seller closes a period, everyone who consumed from it gets an invoice. */
import {
  type Checkpoints,
  follow,
  type MovementStore,
  type Recorded,
  type Send,
} from "@partita/ledger";
import type { RowReader, Rows } from "@partita/projections";
import { findAwards } from "@partita/projections/awarded-prices/query.ts";
import { listInvoices } from "@partita/projections/issued-invoices/query.ts";
import { listUsage } from "@partita/projections/usage-by-period/query.ts";
import { type Command, deriveId, type Movement, master, type Refusal } from "@partita/schemas";
import { type Books, type Closing, type InvoiceDraft, invoicesFor } from "#billing/invoice.ts";

/** The name of billing's checkpoint. */
const checkpointName = "billing";
/** Projections that are a minute behind need help, not patience. */
const waitsMax = 60;
/** Short, so that a house that is told to stop does. */
const waitMilliseconds = 1_000;
/** Each attempt sees more than the one before; if three do not help, the rows are wrong. */
const attemptsMax = 3;

export type Billing = {
  readonly store: MovementStore;
  readonly rows: Rows;
  readonly send: Send;
  readonly checkpoints: Checkpoints;
  /** The time of now, as an instant. */
  readonly now: () => string;
  /** Told of each decision once. */
  readonly tell: (decision: BillingDecision) => void;
  readonly signal: AbortSignal;
};

export type BillingDecision = { readonly closing: string } & (
  | { readonly buyer: string; readonly currency: string; readonly total: string }
  /** Consumption that could not be rated, and stays unbilled until it can. */
  | { readonly refusal: Refusal }
);

/** Runs until the signal aborts; throws when the store, the rows or the checkpoints fail. */
export async function billing(ports: Billing): Promise<void> {
  const { store, checkpoints, signal } = ports;
  const from = await checkpoints.load(checkpointName);
  await follow(store, { from, take: (batch) => take(batch, ports), signal });
}

/** A batch that the signal breaks off is not saved, and taken again: nothing is issued twice. */
async function take(batch: readonly Recorded[], ports: Billing): Promise<void> {
  for (const { movement } of batch) {
    if (movement.kind === "period-closed") await bill(movement, ports);
    if (ports.signal.aborted) return;
  }
  const last = batch.at(-1);
  if (last !== undefined) await ports.checkpoints.save(checkpointName, last.position);
}

/** Issues a closing's invoices; starts over when the rows had not seen an earlier invoice. */
async function bill(movement: Movement<"period-closed">, ports: Billing): Promise<void> {
  const { seller, stopsAt } = movement.detail;
  const closing = { id: movement.id, seller, stopsAt };
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    if (!(await caughtUp(ports))) return;
    const books = await ports.rows.read((reader) => booksOf(closing, reader));
    const { drafts, refusals } = invoicesFor(closing, books);
    if (!(await issueAll(closing, drafts, ports))) continue;
    for (const refusal of refusals) ports.tell({ closing: closing.id, refusal });
    return;
  }
  throw new Error(`${seller}'s rows still lack invoices that its account has`);
}

/** Waits until the rows show all that the log holds now; false when told to stop. */
async function caughtUp({ store, rows, signal }: Billing): Promise<boolean> {
  const head = await store.head();
  for (let waits = 0; waits < waitsMax; waits++) {
    if (signal.aborted) return false;
    if (await rows.reached(head, waitMilliseconds)) return true;
  }
  throw new Error(`the projections did not reach position ${head} in ${waitsMax} seconds`);
}

async function booksOf({ seller, stopsAt }: Closing, reader: RowReader): Promise<Books> {
  const usage = await listUsage(reader, { seller, until: stopsAt });
  const invoices = await listInvoices(reader, { seller });
  const awards = await findAwards(reader, [...new Set(usage.map(({ award }) => award))]);
  return { usage, invoices, awards };
}

/** Whether every draft is issued, now or before. */
async function issueAll(
  closing: Closing,
  drafts: readonly InvoiceDraft[],
  ports: Billing,
): Promise<boolean> {
  for (const draft of drafts) {
    if (ports.signal.aborted) return true;
    if (!(await issue(closing, draft, ports))) return false;
  }
  return true;
}

async function issue(closing: Closing, draft: InvoiceDraft, ports: Billing): Promise<boolean> {
  const outcome = await ports.send(commandFor(closing, draft, ports.now()));
  const { buyer, currency, total } = draft;
  if ("recorded" in outcome) {
    const isNew = outcome.recorded.length > 0 && !outcome.repeated;
    if (isNew) ports.tell({ closing: closing.id, buyer, currency, total });
    return true;
  }
  const { code } = outcome.refusal;
  // Issued before a crash, and usage came in since: it waits for the next closing.
  if (code === "command-id-reused") return true;
  if (code === "usage-billed-already") return false;
  throw new Error(`the invoice of ${buyer} for ${closing.id} was refused: ${code}`);
}

function commandFor(
  { id, seller }: Closing,
  draft: InvoiceDraft,
  at: string,
): Command<"issue-invoice"> {
  return {
    kind: "issue-invoice",
    id: deriveId(id, "issue-invoice", draft.buyer, draft.currency),
    actor: master,
    at,
    streamId: seller,
    causes: [id],
    detail: draft,
  };
}
