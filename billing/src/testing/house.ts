/** A house in memory for tests: a log with its projections, billed at will. */
import { type Checkpoints, memoryCheckpoints, memoryStore, sender } from "@partita/ledger";
import { memoryRows, projections, runProjections } from "@partita/projections";
import { append } from "@partita/projections/testing/recorded.ts";
import type { Movement } from "@partita/schemas";
import { ask } from "@partita/schemas/testing/ask.ts";
import { type Billing, type BillingDecision, billing } from "#billing/react.ts";

const seller = "organisation:hoster";

export async function house(...movements: readonly Movement[]) {
  const store = memoryStore();
  const rows = memoryRows();
  const send = sender(store);
  await append(store, ...movements);
  const done = new AbortController();
  const projecting = runProjections({ store, rows, projections, signal: done.signal });

  return {
    store,
    rows,
    checkpoints: memoryCheckpoints(),
    record: (...more: readonly Movement[]) => append(store, ...more),
    /** Resolves when all that is in the log now was dealt with; rejects when a port fails. */
    async bill(ports: Partial<Billing> & { readonly checkpoints?: Checkpoints } = {}) {
      const decisions: BillingDecision[] = [];
      const stop = new AbortController();
      const checkpoints = ports.checkpoints ?? memoryCheckpoints();
      const head = await store.head();
      const until: Checkpoints = {
        load: checkpoints.load,
        save: async (name, position) => {
          await checkpoints.save(name, position);
          if (position >= head) stop.abort();
        },
      };
      const tell = (decision: BillingDecision) => void decisions.push(decision);
      const now = () => "2026-01-02T00:00:00.000Z";
      const given = { store, rows, send, now, tell, signal: stop.signal, ...ports };
      await billing({ ...given, checkpoints: until });
      return decisions;
    },
    async close(stopsAt: string) {
      await send(ask("close-period", { streamId: seller, at: stopsAt, detail: { stopsAt } }));
    },
    async account() {
      const past = await store.read("account", seller);
      return past.map(({ movement }) => movement);
    },
    async invoices() {
      const past = await store.read("account", seller);
      return past.flatMap(({ movement }) => (movement.kind === "invoice-issued" ? [movement] : []));
    },
    async stop() {
      done.abort();
      await projecting;
      await rows.close();
    },
  };
}
