import { type TestDatabase, testDatabase } from "@partita/ledger/testing/test-database.ts";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bullmqQueue } from "#allocator/adapters/bullmq/queue.ts";
import { aTask, contractAttemptsMax, queueContract } from "#allocator/testing/queue-contract.ts";
import { until } from "#allocator/testing/until.ts";

let database: TestDatabase;
let lines: unknown[];

beforeEach(async () => {
  [database, lines] = [await testDatabase(), []];
});
afterEach(() => database.drop());

function openQueue() {
  return bullmqQueue({
    connection: { postgresUrl: database.url },
    log: (line) => lines.push(line),
    attemptsMax: contractAttemptsMax,
    pauseMilliseconds: 10,
  });
}

async function asked(statement: string): Promise<number> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return Number((await client.query(statement)).rows[0].count);
  } finally {
    await client.end();
  }
}

describe("the queue on BullMQ and PostgreSQL", () => {
  queueContract(openQueue);
});

describe("what BullMQ keeps in PostgreSQL", () => {
  test("closed, it leaves no connection open", async () => {
    const stop = new AbortController();
    const queue = await openQueue();
    const running = queue.run(async () => {}, stop.signal);
    await queue.add([aTask("a/0")]);
    await until(async () => (await queue.waiting()) === 0);
    stop.abort();
    await running;
    await queue.close();
    const others = "select count(*) from pg_stat_activity where datname = current_database()";
    await until(async () => (await asked(`${others} and pid <> pg_backend_pid()`)) === 0);
  });

  test.each([7, 20])("%i tasks are handed out in the order of their adding", async (count) => {
    const ids = Array.from({ length: count }, (_, index) => `${index}/0`);
    const stop = new AbortController();
    const queue = await openQueue();
    await queue.add(ids.map(aTask));
    const done: string[] = [];
    const running = queue.run(async ({ id }) => void done.push(id), stop.signal);
    await until(async () => done.length === count);
    stop.abort();
    await running;
    await queue.close();
    expect(done).toEqual(ids);
  });

  test("finished tasks are kept in a bounded number", async () => {
    const stop = new AbortController();
    const queue = await openQueue();
    const done: string[] = [];
    const running = queue.run(async ({ id }) => void done.push(id), stop.signal);
    for (let batch = 0; batch < 3; batch++)
      await queue.add(Array.from({ length: 400 }, (_, index) => aTask(`${batch}-${index}/0`)));
    await until(async () => done.length === 1200);
    stop.abort();
    await running;
    await queue.close();
    expect(await asked("select count(*) from allocator_queue.job")).toBeLessThanOrEqual(201);
    expect(await asked("select count(*) from allocator_queue.event")).toBeLessThan(1200 * 2);
  });

  test("opened by several at once on an empty database, it is migrated once", async () => {
    const queues = await Promise.all([openQueue(), openQueue(), openQueue()]);
    await Promise.all(queues.map((queue) => queue.close()));
    expect(await asked("select count(*) from allocator_queue.migration")).toBeGreaterThan(0);
  });

  test("a server that nobody answers at is a fault", async () => {
    const opening = bullmqQueue({
      connection: { postgresUrl: "postgres://nobody@127.0.0.1:1/none" },
      log: (line) => lines.push(line),
    });
    await expect(opening).rejects.toThrow();
  });
});
