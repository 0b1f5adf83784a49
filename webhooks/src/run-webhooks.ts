/** Delivers to every webhook at once, each at its own pace, and follows what its owner changes. */
import { batchMovementsMax, type MovementStore } from "@partita/ledger";
import type { Rows } from "@partita/projections";
import { listWebhooks } from "@partita/projections/webhooks/query.ts";
import type { Webhook } from "@partita/schemas";
import { DeliveryStuck, deliver } from "#webhooks/deliver.ts";
import type { Ports } from "#webhooks/ports.ts";
import { slots } from "#webhooks/slots.ts";

/** Letters under way at once: as many receivers may be slow before they slow the others down. */
const lettersMax = 64;
/** The projections are asked again and again whether they know of a change: so long each time. */
const reachedMillisecondsMax = 5_000;

export type RunningWebhooks = Ports & { readonly signal: AbortSignal };

type Worker = {
  /** Which webhook it delivers to, as it was then. */
  readonly revision: number;
  readonly stop: AbortController;
  /** Resolves when it has ended; never rejects. */
  readonly ended: Promise<void>;
};

/**
 * Runs until the signal aborts; throws when store, rows or deliveries fail, or when a webhook
 * cannot be paused. A webhook whose delivery is stuck waits, alone, until its owner changes it.
 * At least once: one process at a time is to run it, else letters come twice.
 */
export async function runWebhooks({ signal, ...ports }: RunningWebhooks): Promise<void> {
  const failing = new AbortController();
  const ending = AbortSignal.any([signal, failing.signal]);
  const workers = new Map<string, Worker>();
  const inLine = slots(lettersMax);
  const start = (webhook: Webhook, before: Worker | undefined): Worker => {
    const stop = new AbortController();
    const stopped = AbortSignal.any([stop.signal, ending]);
    const work = async () => {
      // Two never deliver to one webhook: the letter under way is settled first.
      await before?.ended;
      await deliver({ ports, webhook, slots: inLine, stopped, ending });
    };
    const ended = work().catch((fault: unknown) => {
      if (!(fault instanceof DeliveryStuck)) return failing.abort(fault);
      // It stays with the workers, so that only a change of its webhook starts another.
      const { webhook: stuck } = webhook;
      ports.tell({ says: "a webhook is stuck", webhook: stuck, message: fault.message });
    });
    return { revision: webhook.revision, stop, ended };
  };
  try {
    while (!ending.aborted) {
      const { listed, position } = await ports.rows.read(async (reader) => ({
        listed: await listWebhooks(reader),
        position: await reader.position(),
      }));
      assign(workers, listed, start);
      await untilChanged(ports, position, ending);
    }
  } finally {
    failing.abort();
    await Promise.all([...workers.values()].map(({ ended }) => ended));
  }
  if (!signal.aborted) throw failing.signal.reason;
}

/** A webhook that changed gets another worker; one that is paused or gone gets none. */
function assign(
  workers: Map<string, Worker>,
  listed: readonly Webhook[],
  start: (webhook: Webhook, before: Worker | undefined) => Worker,
): void {
  const active = new Map(
    listed.filter(({ pause }) => pause === undefined).map((one) => [one.webhook, one]),
  );
  for (const [name, worker] of workers) {
    if (active.get(name)?.revision === worker.revision) continue;
    worker.stop.abort();
    void worker.ended.then(() => workers.get(name) === worker && workers.delete(name));
  }
  for (const [name, webhook] of active) {
    const before = workers.get(name);
    if (before?.revision !== webhook.revision) workers.set(name, start(webhook, before));
  }
}

type Watching = { readonly store: MovementStore; readonly rows: Rows };

/** Until the rows know of a movement after this position that is about a webhook. */
async function untilChanged(
  { store, rows }: Watching,
  from: bigint,
  signal: AbortSignal,
): Promise<void> {
  let position = from;
  while (!signal.aborted) {
    const page = await store.readAll(position, batchMovementsMax);
    const last = page.at(-1);
    if (last === undefined) {
      await store.waitBeyond(position, signal);
      continue;
    }
    position = last.position;
    if (!page.some(({ movement }) => movement.resource === "webhook")) continue;
    while (!signal.aborted && !(await rows.reached(position, reachedMillisecondsMax)));
    return;
  }
}
