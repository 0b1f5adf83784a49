/** A house that does nothing but send webhooks: in memory, with a clock that a test turns. */
import { memoryStore, sender } from "@partita/ledger";
import { memoryRows, projections, runProjections } from "@partita/projections";
import { findWebhook } from "@partita/projections/webhooks/query.ts";
import { type CommandKind, deriveId, instantOf } from "@partita/schemas";
import { ask } from "@partita/schemas/testing/ask.ts";
import { vi } from "vitest";
import { memoryDeliveries } from "#webhooks/adapters/memory-deliveries.ts";
import { httpPost } from "#webhooks/adapters/post.ts";
import type { Ports } from "#webhooks/ports.ts";
import { runWebhooks } from "#webhooks/run-webhooks.ts";

export const key = new Uint8Array(32).fill(3);
export const owner = "organisation:hoster";

export type House = ReturnType<typeof house>;

/** Expects `vi.useFakeTimers({ toFake: ["Date"] })`: the date of the process is its clock. */
export function house(change: Partial<Ports> = {}) {
  const store = memoryStore();
  const rows = memoryRows();
  const ending = new AbortController();
  const projecting = runProjections({ store, rows, projections, signal: ending.signal });
  const clock = turnedClock();
  const told: Readonly<Record<string, unknown>>[] = [];
  const ports: Ports = {
    store,
    rows,
    send: sender(store),
    deliveries: memoryDeliveries(),
    key,
    post: httpPost({ local: true }),
    clock,
    chance: () => 0,
    tell: (line) => void told.push(line),
    ...change,
  };
  const start = () => {
    const stop = new AbortController();
    return { stop, running: runWebhooks({ ...ports, signal: stop.signal }) };
  };
  let process = start();
  let counter = 0;
  const end = async () => {
    process.stop.abort();
    await process.running;
  };
  return {
    ports,
    told,
    advance: clock.advance,
    /** Sends a command, and waits until the rows know of it. */
    say: async <K extends CommandKind>(...[kind, changes]: Parameters<typeof ask<K>>) => {
      const id = deriveId("webhooks test", `${counter++}`);
      const outcome = await ports.send({ ...ask(kind, changes), id, at: clock.now() });
      if ("refusal" in outcome) throw new Error(`refused: ${outcome.refusal.code}`);
      await rows.reached(await store.head(), 1000);
      return outcome.recorded;
    },
    hook: (webhook: string) => rows.read((reader) => findWebhook(reader, webhook)),
    /** The process that delivers ends, and another one takes its place. */
    restart: async () => {
      await end();
      process = start();
    },
    close: async () => {
      await end();
      ending.abort();
      await projecting;
      await rows.close();
    },
  };
}

function turnedClock() {
  const sleeping = new Map<() => void, number>();
  const now = () => instantOf(Date.now());
  return {
    now,
    sleep: (milliseconds: number, signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        const wake = () => {
          sleeping.delete(wake);
          signal.removeEventListener("abort", wake);
          resolve();
        };
        if (signal.aborted) return wake();
        signal.addEventListener("abort", wake);
        sleeping.set(wake, Date.now() + milliseconds);
      }),
    /** Whoever's time has come by then wakes up. */
    advance: (milliseconds: number) => {
      vi.setSystemTime(Date.now() + milliseconds);
      for (const [wake, until] of sleeping) if (until <= Date.now()) wake();
    },
  };
}

/** A command that says something that the owner sees. */
export async function publish({ say }: House, offer: string): Promise<string> {
  const [recorded] = await say("publish-offer", { streamId: offer, actor: owner });
  return recorded?.movement.id ?? "";
}

export async function register({ say }: House, webhook: string, url: string): Promise<void> {
  const detail = { url, kinds: ["offer-published" as const], role: "organisation" as const };
  await say("register-webhook", { streamId: webhook, actor: owner, detail });
}
