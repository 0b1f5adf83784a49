/** A small house for tests: a store, its rows, and parties who bring computers and request. */
import { type MovementStore, memoryStore, type Send, sender } from "@partita/ledger";
import { catchUp, type KeptRows, memoryRows, projections } from "@partita/projections";
import { findInstance } from "@partita/projections/instance-status/query.ts";
import type { Command, CommandKind, InstanceStatus, MovementKind } from "@partita/schemas";
import { ask } from "@partita/schemas/testing/ask.ts";
import type { Log, Working } from "#allocator/ports.ts";
import { guestbook, now } from "#allocator/testing/market.ts";
import { readView } from "#allocator/view.ts";

type Parts = { readonly store?: MovementStore; readonly rows?: KeptRows };

export type House = ReturnType<typeof aHouse>;

export function aHouse({ store = memoryStore(), rows = memoryRows() }: Parts = {}) {
  const send = sender(store);
  const lines: Parameters<Log>[0][] = [];
  const ports: Working = {
    rows,
    send,
    clock: { now: () => now, sleep },
    readView,
    log: (line) => lines.push(line),
  };
  const parties = partiesOf(send);
  return {
    store,
    rows,
    ports,
    lines,
    ...parties,
    /** Brings the rows to the end of the log. */
    catchUp: () => catchUp({ store, rows, projections }),
    status: (instance: string) => rows.read((reader) => findInstance(reader, instance)),
    count: async (kind: MovementKind) => (await logOf(store)).filter((one) => one === kind).length,
    length: async () => Number(await store.head()),
  };
}

function partiesOf(send: Send) {
  const hoster = { actor: "organisation:hoster" } as const;

  async function demand<K extends CommandKind>(kind: K, changes: Parameters<typeof ask<K>>[1]) {
    const command = { ...ask(kind, changes), id: crypto.randomUUID() };
    // The builder gives a command of this kind, one of those that may be sent.
    const outcome = await send(command as unknown as Command);
    if ("refusal" in outcome) throw new Error(`${kind}: ${JSON.stringify(outcome.refusal)}`);
    return outcome.recorded.map(({ movement }) => movement);
  }

  return {
    demand,
    /** Registered, claimed, supplied with the guestbook, with partitions, and on offer. */
    async bring(computer: string, partitions: number, hourly = "3.6") {
      await demand("register-computer", { ...hoster, streamId: computer });
      await demand("claim-computer", { streamId: computer, detail: { agent: "agent-1" } });
      await demand("supply-software", { ...hoster, streamId: computer });
      await this.resize(computer, partitions);
      const { prices } = ask("publish-offer").detail;
      const detail = { computers: [computer], prices: { ...prices, hourly } };
      await demand("publish-offer", { ...hoster, streamId: `OFFER-${computer}`, detail });
    },
    async resize(computer: string, count: number) {
      const partitions = Array.from({ length: count }, (_, index) => ({
        reference: `slappart${index}`,
        address: "127.0.0.1",
      }));
      const detail = { agent: "agent-1", partitions };
      await demand("set-capacity", { streamId: computer, detail });
    },
    /** Asked for by its owner, and said to be done by its agent. */
    async destroy(title: string, instance: string, computer = "COMP-1") {
      const tree = { streamId: `TREE-${title}` };
      const detail = { title, softwareRelease: guestbook, state: "destroyed" } as const;
      await demand("request-instance", { ...tree, actor: "person:ada", detail });
      const said = { instance, state: "destroyed" } as const;
      await demand("report-instance", { ...tree, actor: `computer:${computer}`, detail: said });
    },
    /** The root of a tree is wanted no longer, for now; answers its reference. */
    async stop(tree: string) {
      const title = tree.slice("TREE-".length);
      const detail = { title, softwareRelease: guestbook, state: "stopped" } as const;
      const changes = { actor: "person:ada", streamId: tree, detail } as const;
      const [amended] = await demand("request-instance", changes);
      if (amended?.kind !== "instance-amended") throw new Error(`${title} was not stopped`);
      return amended.detail.instance;
    },
    /** The reference of the new instance, and the movement by which it was requested. */
    async request(title: string, conditions: InstanceStatus["conditions"] = {}) {
      const detail = { title, conditions, softwareRelease: guestbook, state: "started" } as const;
      const changes = { actor: "person:ada", streamId: `TREE-${title}`, detail } as const;
      const [requested] = await demand("request-instance", changes);
      if (requested?.kind !== "instance-requested") throw new Error(`${title} was not requested`);
      return { instance: requested.detail.instance, cause: requested.id };
    },
  };
}

async function logOf(store: MovementStore): Promise<readonly MovementKind[]> {
  const recorded = await store.readAll(0n, 100_000);
  return recorded.map(({ movement }) => movement.kind);
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
