import { setTimeout as sleep } from "node:timers/promises";
import { buildApi, hashedIdentities, memoryContacts } from "@partita/api";
import { sender } from "@partita/ledger";
import { storeLimits } from "@partita/ledger/adapters/postgres/limits.ts";
import { migrateLedger } from "@partita/ledger/adapters/postgres/migrate.ts";
import { postgresStore } from "@partita/ledger/adapters/postgres/store.ts";
import { memoryInventory, memoryRows } from "@partita/projections";
import { digestOf } from "@partita/schemas";
import { guestbook } from "@partita/stack";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { killablePostgres } from "./testing/killable-postgres.ts";

const token = "the-token-of-ada";
/** Whoever waits for a lost answer gives up soon, so that the test need not wait. */
const limits = { ...storeLimits, settleMillisecondsMax: 300, connectMillisecondsMax: 300 };
const pollMilliseconds = 10;

const shop = {
  ...{ title: "shop", softwareRelease: guestbook, softwareType: "default" },
  ...{ state: "started", parameters: {}, conditions: {} },
};

function apiOver(pool: pg.Pool) {
  const store = postgresStore({ pool, limits });
  const app = buildApi({
    store,
    rows: memoryRows(),
    inventory: memoryInventory(),
    send: sender(store),
    contacts: memoryContacts(),
    identities: hashedIdentities([
      { actor: "person:ada", role: "person", tokenHash: digestOf(token) },
    ]),
    clock: () => "2026-01-01T00:00:00.000Z",
    newId: () => "00000000-0000-4000-8000-000000000000",
  });
  onTestFinished(() => app.close());
  const answered = async (url: string, sent: { key: string; payload: object } | undefined) => {
    const { statusCode: status, body } = await app.inject({
      url,
      headers: { authorization: `Bearer ${token}`, ...(sent && { "idempotency-key": sent.key }) },
      ...(sent && { method: "POST", payload: sent.payload }),
    });
    return { status, body: JSON.parse(body) };
  };
  return {
    request: () => answered("/v1/instances", { key: "request-1", payload: shop }),
    becameOf: (command: string) => answered(`/v1/commands/${command}`, undefined),
  };
}

/** Nobody may append as long as this holds; everybody may read. */
async function holdUp(connectionString: string): Promise<{ untilSomebodyWaits(): Promise<void> }> {
  const connection = new pg.Client({ connectionString });
  // The server is killed under it.
  connection.on("error", () => undefined);
  await connection.connect();
  await connection.query("begin");
  await connection.query("lock table ledger.movement in exclusive mode");
  return {
    untilSomebodyWaits: async () => {
      const waiting = "select 1 from pg_stat_activity where wait_event_type = 'Lock'";
      while ((await connection.query(waiting)).rowCount === 0) await sleep(pollMilliseconds);
    },
  };
}

test("a command whose outcome is unknown is settled by its id, and by its key", async () => {
  const postgres = await killablePostgres();
  onTestFinished(postgres.end);
  const pool = new pg.Pool({ connectionString: postgres.url, max: 4 });
  pool.on("connect", (connection) => void connection.on("error", () => undefined));
  onTestFinished(() => pool.end());
  await migrateLedger(pool);
  const { request, becameOf } = apiOver(pool);

  const held = await holdUp(postgres.url);
  const lost = request();
  await held.untilSomebodyWaits();
  await postgres.kill();
  const { status, body } = await lost;
  expect([status, body.code, body.retryable]).toEqual([503, "outcome-unknown", true]);
  const { command } = body.facts;
  expect((await becameOf(command)).body.code).toBe("store-unavailable");

  await postgres.start();
  expect((await becameOf(command)).body.code).toBe("no-such-command");
  const written = await request();
  expect(written.status).toBe(202);
  const told = await becameOf(command);
  expect(told.body.movements.map(({ id }: { id: string }) => id)).toEqual(written.body.movements);
  expect((await request()).body.movements).toEqual(written.body.movements);
});
