/** Runs something in one process at a time: whichever holds a lock in the database they share. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Pool, PoolClient } from "pg";

export type Alone = {
  /** What the lock is called. */
  readonly name: string;
  readonly pool: Pool;
  readonly signal: AbortSignal;
};

/** How long after its death somebody else takes over, at most. */
const pollMilliseconds = 1_000;
/** A server that does not answer so long may have given the lock to another. */
const answerMillisecondsMax = 5_000;

const taking = "select pg_try_advisory_lock(hashtextextended('partita/' || $1, 0)) as taken";

/**
 * Waits for its turn, then runs until the signal aborts. The lock is of one connection: when that
 * is lost, `run` is told to stop by its own signal, and this throws.
 */
export async function onlyOne(
  alone: Alone,
  run: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const client = await alone.pool.connect();
  const lost = new AbortController();
  const lose = (cause: unknown) =>
    lost.abort(new Error(`the lock of ${alone.name} was lost`, { cause }));
  client.on("error", lose);
  try {
    if (!(await taken(client, alone))) return;
    const over = new AbortController();
    const watching = watch(client, over.signal).catch(lose);
    await run(AbortSignal.any([alone.signal, lost.signal])).finally(() => over.abort());
    await watching;
    lost.signal.throwIfAborted();
  } finally {
    client.removeListener("error", lose);
    // A lock ends with its connection.
    client.release(true);
  }
}

/** False when told to stop before its turn came. */
async function taken(client: PoolClient, { name, signal }: Alone): Promise<boolean> {
  while (!signal.aborted) {
    const { rows } = await client.query<{ taken: boolean }>(taking, [name]);
    if (rows[0]?.taken === true) return true;
    await sleep(pollMilliseconds, undefined, { signal }).catch(() => undefined);
  }
  return false;
}

/** Rejects when the connection gives no answer any more. */
async function watch(client: PoolClient, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    const clock = new AbortController();
    await Promise.race([client.query("select 1"), late(clock.signal)]).finally(() => clock.abort());
    await sleep(pollMilliseconds, undefined, { signal: over }).catch(() => undefined);
  }
}

async function late(answered: AbortSignal): Promise<void> {
  // Cut short by the answer, when nobody waits for this any more.
  await sleep(answerMillisecondsMax, undefined, { signal: answered });
  throw new Error(`no answer in ${answerMillisecondsMax} ms`);
}
