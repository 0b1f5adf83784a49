/** The claims of commands, a small stream for each: where it may have been written, or will be. */
import { randomUUID } from "node:crypto";
import type { StoreLimits } from "#ledger/adapters/eventstore/limits.ts";
import { orUnavailable } from "#ledger/adapters/eventstore/patience.ts";
import type { RawStreams } from "#ledger/adapters/eventstore/raw-streams.ts";
import { textOf } from "#ledger/adapters/eventstore/stored.ts";
import type { StreamNames } from "#ledger/adapters/eventstore/stream-names.ts";

/** Behind so many movements of a stream, or nowhere. */
export type Claim = {
  readonly stream: string;
  readonly expected: number;
  /** Place among the claims of its command, from 1. */
  readonly count: number;
};

export type Claims = {
  /** The one that counts; undefined when nobody has claimed the command. */
  last(command: string): Promise<Claim | undefined>;
  /** The next after so many; false when there are more already. */
  make(claim: Claim, command: string): Promise<boolean>;
};

export function claimsIn(raw: RawStreams, names: StreamNames, limits: StoreLimits): Claims {
  return {
    last: async (command) => {
      const last = await raw.last(names.claimsOf(command));
      if (last === undefined) return undefined;
      const { stream, expected } = JSON.parse(textOf(last.getData_asU8()));
      return { stream, expected, count: Number(last.getStreamRevision()) + 1 };
    },
    make: async ({ stream, expected, count }, command) => {
      const proposed = {
        // Each writer's own: one that comes second must be told so.
        id: randomUUID(),
        type: "command-claimed",
        data: Buffer.from(JSON.stringify({ stream, expected })),
        metadata: Buffer.of(),
      };
      const { status } = await orUnavailable(limits, () =>
        raw.write(names.claimsOf(command), count - 1, [proposed]),
      );
      if (status === "too-large") throw new Error("the event store takes no claim, however small");
      return status === "written";
    },
  };
}
