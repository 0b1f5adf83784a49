/** Asks again, for a while, what a server that is away or electing a leader could not answer. */
import { setTimeout as sleep } from "node:timers/promises";
import type { StoreLimits } from "#ledger/adapters/eventstore/limits.ts";
import { verdictOn } from "#ledger/adapters/eventstore/server-answer.ts";
import { StoreUnavailable } from "#ledger/store/store.ts";

export type Patience = Pick<
  StoreLimits,
  "attemptsMax" | "pauseMilliseconds" | "pauseMillisecondsMax"
>;

/** No attempt succeeded, and another would not either. */
export class OutOfPatience extends Error {
  override readonly name = "OutOfPatience";
  /** Whether one of the attempts may have been carried out nevertheless. */
  readonly isInDoubt: boolean;
  constructor(isInDoubt: boolean, options: ErrorOptions) {
    super("the event store did not answer", options);
    this.isInDoubt = isInDoubt;
  }
}

/** Rejects with OutOfPatience, or with what another attempt would not change. */
export async function patiently<T>(
  { attemptsMax, pauseMilliseconds, pauseMillisecondsMax }: Patience,
  attempt: () => Promise<T>,
): Promise<T> {
  let isInDoubt = false;
  for (let attempts = 1; ; attempts++) {
    try {
      return await attempt();
    } catch (cause) {
      const { kind } = verdictOn(cause);
      const isHopeless = kind !== "untouched" && kind !== "lost";
      if (isHopeless && !isInDoubt) throw cause;
      isInDoubt ||= kind === "lost";
      if (isHopeless || attempts >= attemptsMax) throw new OutOfPatience(isInDoubt, { cause });
      await sleep(Math.min(pauseMilliseconds * 2 ** (attempts - 1), pauseMillisecondsMax));
    }
  }
}

/** For what writes no movement: whatever became of it, nothing was written. */
export async function orUnavailable<T>(patience: Patience, attempt: () => Promise<T>): Promise<T> {
  try {
    return await patiently(patience, attempt);
  } catch (fault) {
    if (!(fault instanceof OutOfPatience)) throw fault;
    throw new StoreUnavailable("the event store cannot be reached", { cause: fault.cause });
  }
}
