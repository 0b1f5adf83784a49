/** A whole house for the tests of the API: a store in memory, projections, callers with tokens. */
import type { Authority } from "@partita/certificates";
import { memoryKeptKeys } from "@partita/certificates/adapters/memory-kept-keys.ts";
import { testAuthority } from "@partita/certificates/testing/test-authority.ts";
import { memoryStore, sender } from "@partita/ledger";
import {
  memoryInventory,
  memoryRows,
  projections,
  runInventory,
  runProjections,
} from "@partita/projections";
import {
  type CommandKind,
  deriveId,
  deriveReference,
  instantOf,
  type MovementKind,
} from "@partita/schemas";
import { ask } from "@partita/schemas/testing/ask.ts";
import type { InjectOptions } from "fastify";
import { memoryContacts } from "#api/contacts/memory-contacts.ts";
import { eitherIdentities, hashedIdentities, type Identity, tokenHashOf } from "#api/identities.ts";
import type { Ports } from "#api/ports.ts";
import { remembering } from "#api/remembered/remembering.ts";
import { rowIdentities } from "#api/row-identities.ts";
import { buildApi, type Reached } from "#api/server.ts";

/** Ada's guestbook, as `hosted` requests it: its reference follows from what it is asked under. */
export const guestbookKey = "the-guestbook-of-ada";
const guestbook = deriveReference(
  "INST",
  deriveReference("TREE", "person:ada", "my-guestbook"),
  "my-guestbook",
  deriveId("idempotency-key", "person:ada", guestbookKey),
);

export const callers = {
  ada: { actor: "person:ada", role: "person" },
  bob: { actor: "person:bob", role: "person" },
  /** Owns a computer, COMP-3, where she is the only customer. */
  carol: { actor: "person:carol", role: "person" },
  hoster: { actor: "organisation:hoster", role: "organisation" },
  rival: { actor: "organisation:rival", role: "organisation" },
  comp1: { actor: "computer:COMP-1", role: "computer" },
  comp2: { actor: "computer:COMP-2", role: "computer" },
  guestbook: { actor: `instance:${guestbook}`, role: "instance" },
  stranger: { actor: "instance:INST-ELSEWHERE", role: "instance" },
  operator: { actor: "person:olga", role: "operator" },
  accountant: { actor: "organisation:hoster", role: "accountant" },
  auditor: { actor: "person:ines", role: "auditor" },
} as const satisfies Record<string, Identity>;
export type Caller = keyof typeof callers;

export type World = Awaited<ReturnType<typeof world>>;

/** Each call of the clock is a second after the last one. */
const usualBeginning = Date.parse("2026-01-01T00:00:00.000Z");

export type WorldOptions = Reached & {
  /** Milliseconds since 1970 at which the house begins: for certificates, which OpenSSL judges. */
  readonly beginning?: number;
  readonly authority?: Authority;
};

export async function world(
  change: (ports: Ports) => Partial<Ports> = () => ({}),
  { beginning = usualBeginning, authority, ...reached }: WorldOptions = {},
) {
  const store = memoryStore();
  const rows = memoryRows();
  const inventory = memoryInventory();
  const ending = new AbortController();
  const projecting = runProjections({ store, rows, projections, signal: ending.signal });
  const counting = runInventory({ store, inventory, signal: ending.signal });
  const lines: string[] = [];
  const { clock, newId, pass } = timeFrom(beginning);
  const known = rowIdentities({ rows, clock });
  known.start();
  const { follow, memory, send, contacts } = await remembering({
    ...{ store, send: sender(store), contacts: memoryContacts() },
  });
  const following = follow(ending.signal);
  const ports: Ports = {
    ...{ store, rows, inventory, memory, send, contacts },
    identities: eitherIdentities(knownCallers(), known),
    authority: authority ?? (await testAuthority({ clock })),
    keptKeys: memoryKeptKeys(),
    webhooks: toldWebhooks,
    ...{ clock, newId },
    log: { write: (line) => lines.push(line) },
  };
  const app = buildApi({ ...ports, ...change(ports) }, reached);
  const inject = injectorOf(app);
  return {
    app,
    ports,
    lines,
    inject,
    /** So much time goes by. */
    pass,
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
      known.close();
      ending.abort();
      await Promise.all([projecting, counting, following]);
      await Promise.all([rows.close(), inventory.close()]);
    },
  };
}

/** Asks without a network, and reads the answer. */
function injectorOf(app: ReturnType<typeof buildApi>) {
  return async (options: InjectOptions) => {
    const reply = await app.inject(options);
    const isJson = /json/.test(`${reply.headers["content-type"]}`);
    return {
      status: reply.statusCode,
      headers: reply.headers,
      body: isJson ? reply.json() : reply.body,
    };
  };
}

/** A clock that a test moves on, and ids that move it by a second each. */
function timeFrom(beginning: number) {
  let counter = 0;
  let later = 0;
  return {
    clock: () => instantOf(beginning + later + counter * 1000),
    newId: () => {
      counter += 1;
      return deriveId("api test", `${counter}`);
    },
    pass: (milliseconds: number) => {
      later += milliseconds;
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
