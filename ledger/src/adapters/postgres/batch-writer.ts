/** Writes a batch of appends, and sees to it that each of them is answered, whatever happens. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import { appendBatch, type Verdict } from "#ledger/adapters/postgres/append-batch.ts";
import {
  type Borrowed,
  borrow,
  type Times,
  unavailable,
} from "#ledger/adapters/postgres/borrowed.ts";
import type { StoreLimits } from "#ledger/adapters/postgres/limits.ts";
import { serverFault } from "#ledger/adapters/postgres/server-fault.ts";
import type { Wish } from "#ledger/adapters/postgres/wish.ts";
import { type Appended, OutcomeUnknown, type Recorded } from "#ledger/store/store.ts";

export type Appending = {
  readonly pool: Pool;
  readonly limits: StoreLimits;
  readonly writtenBy: (command: string) => Promise<readonly Recorded[]>;
};

export type Waiting = {
  readonly wish: Wish;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (fault: unknown) => void;
};

export type BatchWriter = {
  /** Resolves when everybody is answered, or will be by `writtenBy`. */
  write(batch: readonly Waiting[]): Promise<void>;
  /** Gives the connection back. */
  end(): void;
};

/** A server that was killed is back after a second or so; asking more often makes it no faster. */
const settlePauseMilliseconds = 100;

/** What became of one attempt at a batch. */
type Attempt =
  | { readonly status: "answered"; readonly verdicts: readonly Verdict[] }
  /** Nothing was written by it. */
  | { readonly status: "data" | "refused" | "unreached"; readonly cause: unknown }
  | { readonly status: "lost"; readonly cause: unknown };

export function batchWriter(appending: Appending): BatchWriter {
  const { pool, limits } = appending;
  const sender = batchSender(pool, limits);

  /**
   * Sends a batch until its outcome is known: ids make it safe to send it again. `doubtUntil` is
   * there once an attempt was lost, which may have written it, or may do so yet.
   */
  async function write(batch: readonly Waiting[], doubtUntil?: number): Promise<void> {
    // From before the first attempt: whoever asked does not wait longer because that one was slow.
    const settleUntil = performance.now() + limits.settleMillisecondsMax;
    let until = doubtUntil;
    for (;;) {
      const tried = await sender.attempt(batch, until);
      if (tried.status === "answered") return settle(appending, batch, tried.verdicts);
      if (tried.status === "data") return isolate(batch, tried.cause, until);
      if (tried.status === "lost") until ??= settleUntil;
      if (until === undefined) return rejectAll(batch, () => unavailable(tried.cause));
      if (performance.now() > until || pool.ending) return giveUp(batch, tried.cause);
      await sleep(settlePauseMilliseconds);
    }
  }

  /** In halves, until the one whose data is refused stands alone. */
  async function isolate(batch: readonly Waiting[], cause: unknown, until?: number) {
    if (batch.length === 1) return rejectAll(batch, () => cause);
    const middle = Math.ceil(batch.length / 2);
    await write(batch.slice(0, middle), until);
    await write(batch.slice(middle), until);
  }

  return { write, end: sender.end };
}

/** Keeps one connection from batch to batch, and makes another when it is lost. */
function batchSender(pool: Pool, limits: StoreLimits) {
  let connection: Borrowed | undefined;

  function end(): void {
    connection?.giveBack();
    connection = undefined;
  }

  async function attempt(batch: readonly Waiting[], until?: number): Promise<Attempt> {
    try {
      connection ??= await borrow(pool, timesUntil(limits, until));
    } catch (cause) {
      return { status: "unreached", cause };
    }
    try {
      const wishes = batch.map(({ wish }) => wish);
      return { status: "answered", verdicts: await appendBatch(connection, wishes) };
    } catch (cause) {
      const status = serverFault(cause);
      if (status === "lost") end();
      return { status, cause };
    }
  }

  return { attempt, end };
}

/** The usual times, or what is left of them. */
function timesUntil(times: Times, until = Number.POSITIVE_INFINITY): Times {
  const left = Math.max(1, until - performance.now());
  return {
    connectMillisecondsMax: Math.min(times.connectMillisecondsMax, left),
    answerMillisecondsMax: Math.min(times.answerMillisecondsMax, left),
  };
}

function settle(
  { writtenBy }: Appending,
  batch: readonly Waiting[],
  verdicts: readonly Verdict[],
): void {
  for (const [place, { wish, resolve, reject }] of batch.entries()) {
    const verdict = verdicts[place] ?? "repeated";
    if (verdict !== "repeated") resolve(verdict);
    else
      writtenBy(wish.command).then(
        (recorded) => resolve({ status: "repeated", recorded }),
        (cause: unknown) => reject(new OutcomeUnknown(wish.command, { cause })),
      );
  }
}

function rejectAll(batch: readonly Waiting[], faultOf: (wish: Wish) => unknown): void {
  for (const { wish, reject } of batch) reject(faultOf(wish));
}

function giveUp(batch: readonly Waiting[], cause: unknown): void {
  rejectAll(batch, ({ command }) => new OutcomeUnknown(command, { cause }));
}
