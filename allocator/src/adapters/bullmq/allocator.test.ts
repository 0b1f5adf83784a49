import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type TestDatabase, testDatabase } from "@partita/ledger/testing/test-database.ts";
import { createPostgresBackend, Queue } from "bullmq";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { schema } from "#allocator/adapters/bullmq/backend.ts";
import { bullmqQueue } from "#allocator/adapters/bullmq/queue.ts";
import { allocatorContract } from "#allocator/testing/allocator-contract.ts";
import { postgresHouse } from "#allocator/testing/postgres-house.ts";
import { work } from "#allocator/work.ts";

async function emptied(url: string): Promise<void> {
  const connection = { connectionString: url, schema };
  const queue = new Queue("allocator", { connection }, createPostgresBackend);
  await queue.obliterate({ force: true });
  await queue.close();
}

describe("the allocator on BullMQ and PostgreSQL", () => {
  allocatorContract(async () => {
    const database = await testDatabase();
    const { house, checkpoints, close } = await postgresHouse(database.url);
    const connection = { postgresUrl: database.url };
    return {
      house,
      checkpoints,
      openQueue: () => bullmqQueue({ connection, log: house.ports.log }),
      emptyQueue: () => emptied(database.url),
      close: async () => {
        await close();
        await database.drop();
      },
    };
  });
});

describe("a worker killed in the middle of its task", () => {
  let database: TestDatabase;
  let doomed: ChildProcess | undefined;
  beforeEach(async () => {
    database = await testDatabase();
  });
  afterEach(async () => {
    doomed?.kill("SIGKILL");
    await database.drop();
  });

  /** A real process of its own, which takes the task and does all of it but the last word. */
  async function takenByDoomed() {
    const file = fileURLToPath(new URL("../../testing/main-doomed.ts", import.meta.url));
    doomed = spawn(process.execPath, [file, database.url], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await new Promise((resolve, reject) => {
      doomed?.stdout?.once("data", resolve);
      doomed?.once("exit", (code) => reject(new Error(`it ended by itself, with ${code}`)));
    });
  }

  test("has it run again within seconds, and nothing is written twice", async () => {
    const { house, close } = await postgresHouse(database.url);
    const connection = { postgresUrl: database.url };
    const queue = await bullmqQueue({ connection, log: house.ports.log });
    await house.bring("COMP-1", 2);
    const wanted = await house.request("guestbook");
    await house.catchUp();
    const position = String(await house.length());
    await queue.add([{ id: wanted.cause, position, kind: "place", subjects: [wanted] }]);

    await takenByDoomed();
    const length = await house.length();
    doomed?.kill("SIGKILL");
    const killedAt = performance.now();
    const stop = new AbortController();
    await queue.run(async (task) => {
      expect(task.id).toBe(wanted.cause);
      await work(house.ports, task);
      stop.abort();
    }, stop.signal);

    expect(performance.now() - killedAt).toBeLessThan(15_000);
    expect(await house.length()).toBe(length);
    await house.catchUp();
    expect(await house.status(wanted.instance)).toMatchObject({ phase: "allocated" });
    expect(house.lines).toMatchObject([{ says: "a task lost its process and runs again" }]);
    await queue.close();
    await close();
  });
});
