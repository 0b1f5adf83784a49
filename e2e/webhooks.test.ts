import { once } from "node:events";
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { sender } from "@partita/ledger";
import { migrateLedger } from "@partita/ledger/adapters/postgres/migrate.ts";
import { postgresStore } from "@partita/ledger/adapters/postgres/store.ts";
import { type TestDatabase, testDatabase } from "@partita/ledger/testing/test-database.ts";
import {
  migrateProjections,
  postgresRows,
  projections,
  runProjections,
} from "@partita/projections";
import { deriveId, instantOf, webhookSecret } from "@partita/schemas";
import { ask } from "@partita/schemas/testing/ask.ts";
import { httpPost, type Progress, postgresDeliveries, runWebhooks } from "@partita/webhooks";
import pg from "pg";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const key = new Uint8Array(32).fill(9);
const owner = "organisation:hoster";
const undo: (() => Promise<unknown>)[] = [];
let database: TestDatabase;
let pool: pg.Pool;

beforeEach(async () => {
  database = await testDatabase();
  pool = new pg.Pool({ connectionString: database.url });
  undo.push(
    () => database.drop(),
    () => pool.end(),
  );
});
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

test("what is kept of deliveries is there again, whoever makes the table first", async () => {
  const [one, other] = await Promise.all([postgresDeliveries(pool), postgresDeliveries(pool)]);
  const progress: Progress = {
    startedAt: "5",
    enabledAt: "7",
    delivery: { delivered: "9223372036854775807", status: 204 },
  };
  expect(await one.load("HOOK-1")).toBeUndefined();
  await one.save("HOOK-1", { ...progress, enabledAt: "5" });
  await one.save("HOOK-1", progress);
  expect(await other.load("HOOK-1")).toEqual(progress);
  expect(await other.load("HOOK-2")).toBeUndefined();
});

test("on PostgreSQL, a process that starts over sends the rest, and nothing twice", async () => {
  const heard: string[] = [];
  const ports = await opened();
  const { store, deliveries } = ports;
  const say = async (command: ReturnType<typeof ask>, id: string) => {
    const outcome = await ports.send({ ...command, id: deriveId("e2e", id), at: now() });
    if ("refusal" in outcome) throw new Error(outcome.refusal.code);
    return outcome.recorded[0]?.movement.id ?? "";
  };
  const publish = (offer: string) =>
    say(ask("publish-offer", { streamId: offer, actor: owner }), offer);
  const whileRunning = async (work: () => Promise<void>) => {
    const stop = new AbortController();
    const running = runWebhooks({ ...ports, signal: stop.signal });
    await work();
    stop.abort();
    await running;
  };

  const detail = { url: await receiver(heard), kinds: ["offer-published" as const] };
  await say(ask("register-webhook", { streamId: "HOOK-1", actor: owner, detail }), "register");
  const sent: string[] = [];
  await whileRunning(async () => {
    sent.push(await publish("OFFER-1"), await publish("OFFER-2"));
    await vi.waitFor(async () => {
      const progress = await deliveries.load("HOOK-1");
      expect(progress?.delivery.delivered).toBe(`${await store.head()}`);
    }, 60_000);
  });
  expect(heard).toEqual(sent);
  sent.push(await publish("OFFER-3"));
  await whileRunning(() => vi.waitFor(() => expect(heard).toEqual(sent), 60_000));
  const { rows: stored } = await pool.query("select body::text from ledger.movement");
  expect(JSON.stringify(stored)).not.toContain(webhookSecret(key, "HOOK-1", 0).slice(6));
});

const now = () => instantOf(Date.now());

/** What deliveries need, with the projections running until the end of the test. */
async function opened() {
  await migrateLedger(pool);
  await migrateProjections(pool);
  const store = postgresStore({ pool });
  const rows = postgresRows({ pool });
  const ending = new AbortController();
  const projecting = runProjections({ store, rows, projections, signal: ending.signal });
  undo.push(
    () => rows.close(),
    async () => {
      ending.abort();
      await projecting;
    },
  );
  const pause = (milliseconds: number, signal: AbortSignal) =>
    sleep(milliseconds, undefined, { signal }).catch(() => undefined);
  return {
    ...{ store, rows, key, send: sender(store) },
    deliveries: await postgresDeliveries(pool),
    post: httpPost({ local: true }),
    clock: { now, sleep: pause },
    chance: () => 0,
    tell: () => undefined,
  };
}

async function receiver(heard: string[]): Promise<string> {
  const server = createServer((request, response) => {
    heard.push(String(request.headers["webhook-id"]));
    response.writeHead(204).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  undo.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return `http://127.0.0.1:${address.port}/`;
}
