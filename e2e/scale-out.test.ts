import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import {
  type RedisServer,
  redisProgram,
  startRedis,
} from "@partita/allocator/testing/redis-server.ts";
import { migrateLedger } from "@partita/ledger/adapters/postgres/migrate.ts";
import { postgresStore } from "@partita/ledger/adapters/postgres/store.ts";
import {
  type EventStoreServer,
  startEventStoreServer,
} from "@partita/ledger/testing/event-store-server/event-store-server.ts";
import { testDatabase } from "@partita/ledger/testing/test-database.ts";
import { catchUp, migrateProjections, postgresRows, projections } from "@partita/projections";
import { steps } from "@partita/stack";
import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { byHand } from "./testing/by-hand.ts";
import { clone, ourServices } from "./testing/compose-file.ts";
import { expectInvariants } from "./testing/invariants.ts";
import { processesIn, temporaryHome } from "./testing/npm-start.ts";
import { type Servers, scatter } from "./testing/scattered-house.ts";

const homes: ReturnType<typeof temporaryHome>[] = [];
const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const home of homes.splice(0)) {
    for (const { pid } of processesIn(home.folder)) process.kill(pid, "SIGKILL");
    home.remove();
  }
  for (const step of undo.splice(0).reverse()) await step();
});

function aFolder(): string {
  const home = temporaryHome();
  homes.push(home);
  return home.folder;
}

const services = ourServices()
  .map(([name]) => name)
  .filter((name) => name !== "prepare" && name !== "agent");

/** What dies before which step: the other one of its kind goes on. */
const deaths: Readonly<Record<string, string>> = {
  request: "projections",
  child: "allocator",
  usage: "api",
};

async function oneRequest(servers: Servers): Promise<void> {
  const folder = aFolder();
  const house = await scatter(folder, services, servers);
  const died: unknown[] = [];
  const lived = async () => {
    for (const { name, run } of steps) {
      const victim = deaths[name];
      if (victim !== undefined) died.push(await house.kill(victim));
      await run(house.stage);
    }
  };
  const fault = await lived().then(
    () => undefined,
    (cause: unknown) => new Error(house.said().join("\n\n"), { cause }),
  );
  const codes = await house.stop();
  expect(fault).toBeUndefined();
  expect(died).toEqual([-1, -1, -1]);
  expect(codes.filter((code) => !code.endsWith(" 0")).toSorted()).toEqual([
    "allocator -1",
    "api -1",
    "projections -1",
  ]);
  expect(Number(house.stage.invoice?.total)).toBeGreaterThan(0);
  expect(processesIn(folder)).toEqual([]);
}

async function aDatabase(): Promise<string> {
  const { url, drop } = await testDatabase();
  undo.push(drop);
  return url;
}

/** What the rows and the log of a scattered house must be, once nobody changes them any more. */
async function expectKept(url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  await migrateLedger(pool);
  await migrateProjections(pool);
  const rows = postgresRows({ pool });
  const found = { store: postgresStore({ pool }), rows };
  await catchUp({ ...found, projections });
  await expectInvariants(found);
  const kinds = (await found.store.readAll(0n, 100_000)).map(({ movement }) => movement.kind);
  expect(kinds.filter((kind) => kind === "partition-allocated")).toHaveLength(2);
  expect(kinds.filter((kind) => kind === "invoice-issued")).toHaveLength(1);
  await rows.close();
  await pool.end();
}

test("one request by processes of their own, on PostgreSQL alone, while three die", async () => {
  const url = await aDatabase();
  await oneRequest({ DATABASE_URL: url, EVENTSTORE_URL: "", REDIS_URL: "" });
  await expectKept(url);
});

const redis = redisProgram();
const reason = "SKIPPED: no redis-server on the PATH; `apt-get install redis-server`";
if (redis === undefined) process.stderr.write(`one request with Redis: ${reason}\n`);

test("one request by processes of their own, with the queue in Redis", async (context) => {
  if (redis === undefined) {
    Object.assign(context.task.meta, { reason });
    return context.skip(reason);
  }
  const server: RedisServer = await startRedis(redis);
  undo.push(() => server.stop());
  const url = await aDatabase();
  await oneRequest({ DATABASE_URL: url, EVENTSTORE_URL: "", REDIS_URL: server.url });
  await expectKept(url);
});

test("one request by processes of their own, with the movements in an event store", async () => {
  const server: EventStoreServer = await startEventStoreServer();
  undo.push(() => server.stop());
  const url = await aDatabase();
  await oneRequest({ DATABASE_URL: url, EVENTSTORE_URL: server.url, REDIS_URL: "" });
  const copy = await aDatabase();
  await copied(server.url, copy);
  await expectKept(copy);
});

/** With `partita copy`: afterwards the log is where the invariants of all logs can be asked. */
async function copied(from: string, to: string): Promise<void> {
  const program = join(clone, "cli/src/main.ts");
  const words = [program, "copy", "--from", from, "--to", to, "--json"];
  const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
  const said: string[] = [];
  child.stdout.on("data", (text) => said.push(String(text)));
  const [code] = await once(child, "close");
  expect(code).toBe(0);
  expect(JSON.parse(said.join(""))).toMatchObject({ found: 0, equal: true });
}

const nowhere = { EVENTSTORE_URL: "", REDIS_URL: "" };
const local = (DATABASE_URL: string) => ({
  folder: aFolder(),
  postgresql: "/nowhere",
  environment: { ...nowhere, DATABASE_URL },
});

test("a process whose servers are not there waits, says so, and leaves when told", async () => {
  const away = local("postgres://nobody:secret-word@127.0.0.1:1/none");
  const billing = await byHand("billing", away);
  while (!billing.lines.some((line) => line.includes("waits for the database of DATABASE_URL")))
    await new Promise((resolve) => billing.process.stdout?.once("data", resolve));
  billing.process.kill("SIGTERM");
  expect(await billing.exit).toBe(0);
  expect(billing.lines.join()).not.toContain("secret-word");
});

test("without a database a part does not start, and says which setting it wants", async () => {
  const { exit, lines } = await byHand("billing", local(""));
  expect(await exit).toBe(1);
  expect(lines.join()).toContain("DATABASE_URL is not set");
});

test("a part that there is not is a mistake of the command line", async () => {
  const { exit, lines } = await byHand("billing", local(""), { words: { billing: "biling" } });
  expect(await exit).toBe(2);
  expect(lines.join()).toContain("Is billing meant?");
});
