import { Queue } from "bullmq";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bullmqQueue } from "#allocator/adapters/bullmq/queue.ts";
import { contractAttemptsMax, queueContract } from "#allocator/testing/queue-contract.ts";
import { type RedisServer, redisProgram, startRedis } from "#allocator/testing/redis-server.ts";

const program = redisProgram();
const reason = "SKIPPED: no redis-server on the PATH; `apt-get install redis-server` and run again";
if (program === undefined) process.stderr.write(`the queue on BullMQ and Redis: ${reason}\n`);

describe.skipIf(program === undefined)(
  `the queue on BullMQ and Redis${program === undefined ? ` (${reason})` : ""}`,
  () => {
    let server: RedisServer;
    beforeAll(async () => {
      server = await startRedis(program ?? "");
    });
    afterAll(() => server.stop());

    queueContract(async () => {
      await emptied(server.url);
      return bullmqQueue({
        connection: { redisUrl: server.url },
        log: () => {},
        attemptsMax: contractAttemptsMax,
        pauseMilliseconds: 10,
      });
    });
  },
);

test("a Redis that nobody answers at is a fault, not a wait", async () => {
  const connection = { redisUrl: "redis://127.0.0.1:1" };
  const opening = bullmqQueue({ connection, log: () => {}, openMillisecondsMax: 300 });
  await expect(opening).rejects.toThrow("cannot be reached");
});

async function emptied(url: string): Promise<void> {
  const queue = new Queue("allocator", { connection: { url } });
  await queue.obliterate({ force: true });
  await queue.close();
}
