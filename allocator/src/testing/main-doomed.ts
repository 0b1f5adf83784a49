/** A process that takes a task, does all but say that it is done, and waits to be killed. */
import { bullmqQueue } from "#allocator/adapters/bullmq/queue.ts";
import { postgresHouse } from "#allocator/testing/postgres-house.ts";
import { work } from "#allocator/work.ts";

const [url = ""] = process.argv.slice(2);
const { house } = await postgresHouse(url);
const queue = await bullmqQueue({ connection: { postgresUrl: url }, log: house.ports.log });
await queue.run(async (task) => {
  await work(house.ports, task);
  process.stdout.write("done but for the last word\n");
  await new Promise(() => {});
}, new AbortController().signal);
