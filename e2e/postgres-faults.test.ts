import { randomBytes } from "node:crypto";
import { chownSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type MovementStore, OutcomeUnknown, pagesOf, StoreUnavailable } from "@partita/ledger";
import { storeLimits } from "@partita/ledger/adapters/postgres/limits.ts";
import { migrateLedger } from "@partita/ledger/adapters/postgres/migrate.ts";
import { postgresStore } from "@partita/ledger/adapters/postgres/store.ts";
import { testDatabase } from "@partita/ledger/testing/test-database.ts";
import { a } from "@partita/schemas/testing/a.ts";
import { unprivilegedUser } from "@partita/stack";
import pg from "pg";
import { expect, onTestFinished, test, vi } from "vitest";
import { killablePostgres } from "./testing/killable-postgres.ts";
import { smallDisk } from "./testing/small-disk.ts";
import { startProgram } from "./testing/start-program.ts";
import { tcpProxy } from "./testing/tcp-proxy.ts";

/** Whoever waits gives up soon, so that the test need not wait. */
const impatient = {
  ...storeLimits,
  ...{ connectMillisecondsMax: 300, answerMillisecondsMax: 300, settleMillisecondsMax: 900 },
};

function poolOf(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  pool.on("connect", (connection) => void connection.on("error", () => undefined));
  onTestFinished(() => pool.end());
  return pool;
}

async function aServer() {
  const server = await killablePostgres();
  onTestFinished(server.end);
  const pool = poolOf(server.url);
  await migrateLedger(pool);
  return { server, pool };
}

const appendTo = (store: MovementStore, command: string, revision = 0, stream = command) =>
  store.append("computer", stream, revision, [a("capacity-set", { id: `${command}/0` })]);

type Told = "appended" | "unknown" | "unavailable";

/** What a caller is told; anything but the three kinds of answer fails the test. */
async function told(appending: ReturnType<typeof appendTo>): Promise<Told> {
  try {
    const { status } = await appending;
    expect(["appended", "repeated"]).toContain(status);
    return "appended";
  } catch (fault) {
    if (fault instanceof OutcomeUnknown) return "unknown";
    if (fault instanceof StoreUnavailable) return "unavailable";
    throw fault;
  }
}

/** Many callers, each appending one movement after the other, until they are told to end. */
function load(store: MovementStore, callers: number) {
  const answers = new Map<string, Told>();
  const state = { ends: false };
  const caller = async (index: number) => {
    for (let turn = 0; !state.ends; turn++) {
      const command = `caller-${index}-${turn}`;
      const answer = await told(appendTo(store, command));
      answers.set(command, answer);
      if (answer !== "appended") await sleep(10);
    }
  };
  const running = Promise.all(Array.from({ length: callers }, (_, index) => caller(index)));
  running.catch(() => undefined);
  const count = (wanted: Told) => [...answers.values()].filter((one) => one === wanted).length;
  return {
    answers,
    reached: (number: number) =>
      vi.waitFor(() => expect(count("appended")).toBeGreaterThan(number), { timeout: 120_000 }),
    count,
    end: () => {
      state.ends = true;
      return running;
    },
  };
}

/** How often each command stands in the log, whose positions have no gap. */
async function logged(store: MovementStore): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  let before = 0n;
  for await (const page of pagesOf(store, 0n))
    for (const { movement, position } of page) {
      expect(position).toBe(before + 1n);
      before = position;
      const command = movement.id.slice(0, -2);
      found.set(command, (found.get(command) ?? 0) + 1);
    }
  return found;
}

test("a server killed under load loses nothing acknowledged and claims nothing else", async () => {
  const { server, pool } = await aServer();
  const store = postgresStore({ pool });
  const appending = load(store, 64);
  for (let kills = 0; kills < 2; kills++) {
    await appending.reached(appending.count("appended") + 500);
    await server.kill();
    await server.start();
  }
  await appending.reached(appending.count("appended") + 500);
  await appending.end();

  const found = await logged(store);
  expect(Math.max(...found.values())).toBe(1);
  for (const [command, answer] of appending.answers) {
    const isThere = found.has(command);
    if (answer === "appended") expect(isThere, `${command} was acknowledged`).toBe(true);
    if (answer === "unavailable") expect(isThere, `${command} was not written`).toBe(false);
    if (answer === "unknown") expect(await store.writtenBy(command)).toHaveLength(isThere ? 1 : 0);
  }
});

test("a server that does not come back in time leaves a doubt that the id settles", async () => {
  const { server, pool } = await aServer();
  const store = postgresStore({ pool, limits: impatient });
  const appending = load(store, 32);
  await appending.reached(200);
  await server.kill();
  await vi.waitFor(() => expect(appending.count("unknown")).toBeGreaterThan(0), 20_000);
  await appending.end();
  expect(await told(appendTo(store, "too-late"))).toBe("unavailable");
  await expect(store.readAll(0n, 1)).rejects.toThrow(StoreUnavailable);
  await expect(store.writtenBy("too-late")).rejects.toThrow(StoreUnavailable);

  await server.start();
  const found = await logged(store);
  const doubtful = [...appending.answers].filter(([, answer]) => answer === "unknown");
  for (const [command] of doubtful) {
    const again = await appendTo(store, command);
    expect(again.status).toBe(found.has(command) ? "repeated" : "appended");
  }
  expect(await store.writtenBy("too-late")).toEqual([]);
  expect(Math.max(...(await logged(store)).values())).toBe(1);
});

async function behindProxy() {
  const database = await testDatabase();
  onTestFinished(() => database.drop());
  const direct = poolOf(database.url);
  await migrateLedger(direct);
  const proxy = await tcpProxy(database.url);
  const pool = new pg.Pool({ connectionString: proxy.url, max: 4 });
  onTestFinished(async () => {
    proxy.pass();
    await pool.end();
    await proxy.end();
  });
  return { proxy, pool, atServer: postgresStore({ pool: direct }) };
}

test("an append whose answer is cut off is sent again, and written once", async () => {
  const { proxy, pool, atServer } = await behindProxy();
  const store = postgresStore({ pool });
  await appendTo(store, "before");
  proxy.hold("answers");
  const appending = appendTo(store, "cut");
  await vi.waitFor(async () => expect(await atServer.head()).toBe(2n), 20_000);
  proxy.cut();
  proxy.pass();
  expect(await appending).toMatchObject({
    status: "repeated",
    recorded: [{ position: 2n, revision: 1 }],
  });
  expect((await atServer.readAll(0n, 10)).map(({ movement }) => movement.id)).toEqual([
    ...["before/0", "cut/0"],
  ]);
});

test("an append that is cut off on its way is sent again", async () => {
  const { proxy, pool, atServer } = await behindProxy();
  const store = postgresStore({ pool });
  await appendTo(store, "before");
  proxy.hold("requests");
  const appending = appendTo(store, "cut");
  await sleep(100);
  expect(await atServer.head()).toBe(1n);
  proxy.cut();
  proxy.pass();
  expect(await appending).toMatchObject({ status: "appended", recorded: [{ position: 2n }] });
});

test("a server that does not answer is given up in time, and taken up again", async () => {
  const { proxy, pool, atServer } = await behindProxy();
  const store = postgresStore({ pool, limits: impatient });
  await appendTo(store, "before");
  proxy.hold("answers");
  const slow = appendTo(store, "slow");
  await expect(slow).rejects.toThrow(OutcomeUnknown);
  await expect(slow).rejects.toMatchObject({ command: "slow" });
  const asking = [store.read("computer", "slow"), store.head(), store.readAll(0n, 1)];
  for (const one of await Promise.allSettled(asking))
    expect(one).toMatchObject({ status: "rejected", reason: { name: "StoreUnavailable" } });
  expect(await told(appendTo(store, "later"))).toBe("unavailable");
  proxy.pass();
  expect(await store.writtenBy("slow")).toEqual(await atServer.writtenBy("slow"));
  expect(await appendTo(store, "slow")).toMatchObject({ status: "repeated" });
  expect(await appendTo(store, "later")).toMatchObject({ status: "appended" });
  expect(await atServer.head()).toBe(3n);
});

test("a database that refuses connections is named, at once", async () => {
  const pool = poolOf("postgresql://nobody@127.0.0.1:1/none");
  const store = postgresStore({ pool });
  await expect(appendTo(store, "refused")).rejects.toThrow(StoreUnavailable);
  await expect(store.read("computer", "refused")).rejects.toThrow("ECONNREFUSED");
});

test("a full disk keeps what it acknowledged, and goes on when there is room", async (context) => {
  const disk = smallDisk(24);
  if (typeof disk === "string") {
    // The reporter counts it as skipped; the reason stands beside it.
    Object.assign(context.task.meta, { reason: disk });
    return context.skip(disk);
  }
  onTestFinished(disk.end);
  const { pool } = await aServer();
  onTestFinished(() => pool.query("drop schema if exists ledger cascade").then(() => undefined));
  await keepLogOn(pool, disk.folder);
  const store = postgresStore({ pool });
  const acknowledged: string[] = [];
  const fill = async () => {
    for (let turn = 0; turn < 1_000; turn++) {
      const command = `filling-${acknowledged.length}`;
      // Of random digits, which cannot be kept in less room.
      const reference = randomBytes(100_000).toString("hex");
      const partitions = [{ reference, address: "127.0.0.1" }];
      const movement = a("capacity-set", { id: `${command}/0`, detail: { partitions } });
      await store.append("computer", command, 0, [movement]);
      acknowledged.push(command);
    }
  };
  await expect(fill()).rejects.toThrow(StoreUnavailable);
  await expect(fill()).rejects.toThrow("No space left on device");
  expect(acknowledged.length).toBeGreaterThan(10);
  expect([...(await logged(store)).keys()]).toEqual(acknowledged);

  disk.grow(48);
  expect(await appendTo(store, "after")).toMatchObject({ status: "appended" });
  expect([...(await logged(store)).keys()]).toEqual([...acknowledged, "after"]);
});

/** The log's table lies on that disk; the server's own files stay where they are. */
async function keepLogOn(pool: pg.Pool, folder: string): Promise<void> {
  const place = join(folder, "log");
  mkdirSync(place);
  const user = unprivilegedUser() ?? statSync(folder);
  chownSync(place, user.uid, user.gid);
  await pool.query(`create tablespace small location '${place}'`);
  await pool.query("alter table ledger.movement set tablespace small");
}

test("of two processes that write to one stream, exactly one wins each revision", async () => {
  const database = await testDatabase();
  onTestFinished(() => database.drop());
  const pool = poolOf(database.url);
  await migrateLedger(pool);
  const revisions = 300;
  const racer = new URL("./testing/race-for-stream.ts", import.meta.url).pathname;
  const racers = ["one", "other"].map((name) =>
    startProgram(racer, [database.url, name, String(revisions)], {}),
  );
  await Promise.all(racers.map((each) => each.line("ready")));
  const store = postgresStore({ pool });
  await appendTo(store, "start", 0, "raced");
  const won = await Promise.all(
    racers.map(async (each) => JSON.parse((await each.line("won")).slice("won ".length))),
  );
  const every = Array.from({ length: revisions }, (_, index) => index + 1);
  expect(won.flat().toSorted((left, right) => left - right)).toEqual(every);
  const raced = await store.read("computer", "raced");
  expect(raced.map(({ revision }) => revision)).toEqual([...every, revisions + 1]);
  expect(await Promise.all(racers.map(({ exit }) => exit))).toEqual([0, 0]);
});
