/** Opens BullMQ on PostgreSQL or on Redis: the rest of the adapter does not know which. */

import type { Processor, QueueOptions, WorkerOptions } from "bullmq";
import { createPostgresBackend, Queue, runMigrations, Worker } from "bullmq";
import pg from "pg";
import type { Task } from "#allocator/task.ts";

/** Where the jobs are kept. */
export type Connection = { readonly postgresUrl: string } | { readonly redisUrl: string };

export interface Backend {
  queue(options: Omit<QueueOptions, "connection">): Jobs;
  worker(processor: Processor<Task, void>, options: Omit<WorkerOptions, "connection">): Doer;
}

/** What of BullMQ's Queue is used here, whatever keeps the jobs. */
export type Jobs = Pick<Queue<Task>, "add" | "addBulk" | "getWaitingCount" | "close"> & {
  waitUntilReady(): Promise<unknown>;
  on(event: "error", listener: (error: Error) => void): unknown;
};

/** The same of its Worker. */
export type Doer = Pick<Worker<Task>, "close"> & {
  waitUntilReady(): Promise<unknown>;
  on(event: "error", listener: (error: Error) => void): unknown;
  on(event: "failed", listener: (job: FailedJob | undefined, error: Error) => void): unknown;
  on(event: "stalled", listener: (jobId: string) => void): unknown;
};
export type FailedJob = { readonly id?: string | undefined; readonly attemptsMade: number };

/** BullMQ's tables stay apart from ours. */
export const schema = "allocator_queue";
const name = "allocator";

// BullMQ opens one pool per Queue and per Worker, and a connection more per Worker to listen.
const queueConnectionsMax = 2;
const workerConnectionsMax = 3;

/**
 * Nothing that is committed here waits for the disk. A power cut may take the last moments: jobs
 * that were done are done again; those that were added are not lost, since the position that the
 * log was followed to is saved after them, and does wait.
 */
const withoutWaiting = "-c synchronous_commit=off";

export async function openBackend(connection: Connection): Promise<Backend> {
  if ("redisUrl" in connection) return redisBackend(connection.redisUrl);
  await migrate(connection.postgresUrl);
  return postgresBackend(connection.postgresUrl);
}

function postgresBackend(connectionString: string): Backend {
  const pool = (max: number) => ({
    connection: { connectionString, schema, max, options: withoutWaiting },
  });
  return {
    queue: (options) =>
      new Queue(name, { ...options, ...pool(queueConnectionsMax) }, createPostgresBackend),
    worker: (processor, options) =>
      new Worker(
        name,
        processor,
        { ...options, ...pool(workerConnectionsMax) },
        createPostgresBackend,
      ),
  };
}

function redisBackend(url: string): Backend {
  // Without a limit of its own, BullMQ waits for Redis to come back rather than losing commands.
  const connection = { url, maxRetriesPerRequest: null };
  return {
    queue: (options) => new Queue(name, { ...options, connection }),
    worker: (processor, options) => new Worker(name, processor, { ...options, connection }),
  };
}

/** BullMQ serialises this itself when several processes start at once. */
async function migrate(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await runMigrations(client, schema);
  } finally {
    await client.end();
  }
}
