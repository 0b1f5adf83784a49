/** Finds out what became of a claim: whether its command stands in the place that it was for. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Claim, Claims } from "#ledger/adapters/eventstore/claims.ts";
import type { KnownLengths } from "#ledger/adapters/eventstore/known-lengths.ts";
import type { StoreLimits } from "#ledger/adapters/eventstore/limits.ts";
import type { Place, Streams } from "#ledger/adapters/eventstore/streams.ts";
import type { Recorded } from "#ledger/store/store.ts";

/** A rival is looked for soon, then ever less often. */
const lookMilliseconds = 5;

export type Places = {
  now(claim: Pick<Claim, "stream" | "expected">, command: string): Promise<Place>;
  /** Who writes this very moment is waited for: vacant is what stays vacant for a while. */
  soon(claim: Claim, command: string): Promise<Place>;
  /** What a command has written, wherever; empty when it has written nothing. */
  writtenBy(command: string): Promise<readonly Recorded[]>;
};

type Looking = {
  readonly streams: Streams;
  readonly claims: Claims;
  readonly lengths: KnownLengths;
  readonly limits: StoreLimits;
};

export function places({ streams, claims, lengths, limits }: Looking): Places {
  const now: Places["now"] = async ({ stream, expected }, command) => {
    const place = await streams.placeBehind(stream, expected, command);
    if (place.status === "taken") lengths.learn(stream, expected + 1);
    if (place.status === "written") lengths.learn(stream, expected + place.recorded.length);
    return place;
  };

  const soon: Places["soon"] = async (claim, command) => {
    let waited = 0;
    for (let pause = lookMilliseconds; ; pause *= 2) {
      const place = await now(claim, command);
      if (place.status !== "vacant" || waited >= limits.rivalMillisecondsMax) return place;
      await sleep(pause);
      waited += pause;
    }
  };

  const writtenBy: Places["writtenBy"] = async (command) => {
    const last = await claims.last(command);
    if (last === undefined) return [];
    const place = await soon(last, command);
    return place.status === "written" ? place.recorded : [];
  };

  return { now, soon, writtenBy };
}
