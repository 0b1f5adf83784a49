/** A whole house for the tests of the API: a store in memory, projections, callers with tokens. */
import { memoryStore, sender } from "@partita/ledger";
import {
  memoryInventory,
  memoryRows,
  projections,
  runInventory,
  runProjections,
} from "@partita/projections";
import { type CommandKind, deriveId, instantOf, type MovementKind } from "@partita/schemas";
import { ask } from "@partita/schemas/testing/ask.ts";
import type { InjectOptions } from "fastify";
import { hashedIdentities, type Identity, tokenHashOf } from "#api/identities.ts";
import type { Ports } from "#api/ports.ts";
import { buildApi } from "#api/server.ts";

export const callers = {
  ada: { actor: "person:ada", role: "person" },
  bob: { actor: "person:bob", role: "person" },
  hoster: { actor: "organisation:hoster", role: "organisation" },
  rival: { actor: "organisation:rival", role: "organisation" },
  comp1: { actor: "computer:COMP-1", role: "computer" },
  comp2: { actor: "computer:COMP-2", role: "computer" },
  operator: { actor: "person:olga", role: "operator" },
  accountant: { actor: "organisation:hoster", role: "accountant" },
  auditor: { actor: "person:ines", role: "auditor" },
} as const satisfies Record<string, Identity>;
export type Caller = keyof typeof callers;

export type World = Awaited<ReturnType<typeof world>>;

/** Each call of the clock is a second after the last one. */
const beginning = Date.parse("2026-01-01T00:00:00.000Z");

export async function world(change: (ports: Ports) => Partial<Ports> = () => ({})) {
  const store = memoryStore();
  const rows = memoryRows();
  const inventory = memoryInventory();
  const ending = new AbortController();
  const projecting = runProjections({ store, rows, projections, signal: ending.signal });
  const counting = runInventory({ store, inventory, signal: ending.signal });
  const lines: string[] = [];
  let counter = 0;
  const ports: Ports = {
    ...{ store, rows, inventory },
    send: sender(store),
    identities: knownCallers(),
    webhooks: toldWebhooks,
    clock: () => instantOf(beginning + counter * 1000),
    newId: () => {
      counter += 1;
      return deriveId("api test", `${counter}`);
    },
    log: { write: (line) => lines.push(line) },
  };
  const app = buildApi({ ...ports, ...change(ports) });
  const inject = async (options: InjectOptions) => {
    const reply = await app.inject(options);
    const isJson = /json/.test(`${reply.headers["content-type"]}`);
    return {
      status: reply.statusCode,
      headers: reply.headers,
      body: isJson ? reply.json() : reply.body,
    };
  };
  return {
    app,
    ports,
    lines,
    inject,
    post: (caller: Caller, url: string, payload: string | object, headers = {}) =>
      inject({ method: "POST", url, payload, headers: { ...bearer(caller), ...headers } }),
    get: (caller: Caller, url: string) => inject({ url, headers: bearer(caller) }),
    /** What the allocator or billing would send. */
    house: async <K extends CommandKind>(...[kind, changes]: Parameters<typeof ask<K>>) => {
      const command = { ...ask(kind, changes), id: ports.newId(), at: ports.clock() };
      const outcome = await ports.send(command);
      if ("refusal" in outcome) throw new Error(`refused: ${outcome.refusal.code}`);
      await rows.reached(await store.head(), 1000);
      await inventory.reached(await store.head(), 1000);
      return outcome.recorded;
    },
    /** Kinds of all that was stored, in the order of the log. */
    kinds: async (): Promise<readonly MovementKind[]> =>
      (await store.readAll(0n, 10_000)).map(({ movement }) => movement.kind),
    close: async () => {
      await app.close();
      ending.abort();
      await Promise.all([projecting, counting]);
      await Promise.all([rows.close(), inventory.close()]);
    },
  };
}

/** Secrets that one can read, and deliveries that never began. */
const toldWebhooks: NonNullable<Ports["webhooks"]> = {
  secretOf: (webhook, rotation) => `whsec_${webhook}-${rotation}`,
  deliveryOf: async ({ after }) => ({ delivered: after }),
};

function knownCallers() {
  const known = Object.entries(callers).map(([name, identity]) => ({
    ...identity,
    tokenHash: tokenHashOf(tokenOf(name)),
  }));
  return hashedIdentities(known);
}

export function tokenOf(caller: string): string {
  return `the-secret-token-of-${caller}`;
}

export function bearer(caller: Caller) {
  return { authorization: `Bearer ${tokenOf(caller)}` };
}
