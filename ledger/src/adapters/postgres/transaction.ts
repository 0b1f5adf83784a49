/** Runs statements in one transaction that holds the writers' lock until it is committed. */
import type { Pool, PoolClient } from "pg";

/** Names the lock among the advisory locks of the database: "ledger" in ASCII. */
const writersLock = 0x6c_65_64_67_65_72;
/** A writer that freezes while it holds the lock loses its transaction after this time. */
const frozenMillisecondsMax = 10_000;

const begin = `begin isolation level read committed;
  set local idle_in_transaction_session_timeout = ${frozenMillisecondsMax};
  select pg_advisory_xact_lock(${writersLock})`;

/**
 * One writer at a time: what is read here (head, revision) is true until commit, so positions have
 * no gap and commit in their order. The lock is taken by a statement of its own, since a statement
 * sees the database as it was when it began. Rolls back and rethrows when `work` throws.
 */
export async function asOnlyWriter<Result>(
  pool: Pool,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let lost: Error | undefined;
  // The statement under way rejects with the same error; unheard, it would end the process.
  const lose = (error: Error) => {
    lost = error;
  };
  client.on("error", lose);
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (cause) {
    lost ??= await rollback(client);
    throw cause;
  } finally {
    client.removeListener("error", lose);
    client.release(lost);
  }
}

/** What went wrong with the rollback, if anything did: such a connection is not used again. */
async function rollback(client: PoolClient): Promise<Error | undefined> {
  try {
    await client.query("rollback");
    return undefined;
  } catch (cause) {
    return new Error("the transaction could not be rolled back", { cause });
  }
}
