/** Reads and writes streams by the names that they are stored under. */
import type { ReadReq, ReadResp } from "@eventstore/db-client/generated/streams_pb.js";
import type { Connection } from "#ledger/adapters/eventstore/connection.ts";
import type { StoreLimits } from "#ledger/adapters/eventstore/limits.ts";
import { orUnavailable } from "#ledger/adapters/eventstore/patience.ts";
import { takeAll } from "#ledger/adapters/eventstore/reading.ts";
import { appending, type Proposed, streamEnd } from "#ledger/adapters/eventstore/requests.ts";
import { verdictOn } from "#ledger/adapters/eventstore/server-answer.ts";

export type Written =
  | { readonly status: "written" | "moved" }
  | { readonly status: "too-large"; readonly bytesMax: number };

export type RawStreams = {
  /** Rejects with StoreUnavailable when the server gives no answer in time. */
  read<T>(
    request: ReadReq,
    of: (answer: ReadResp) => T | undefined | "stop",
  ): Promise<readonly T[]>;
  last(stored: string): Promise<ReadResp.ReadEvent.RecordedEvent | undefined>;
  /** Once, without patience: rejects with what the server answered. */
  write(stored: string, expected: number, proposed: readonly Proposed[]): Promise<Written>;
};

export function rawStreams(connection: Connection, limits: StoreLimits): RawStreams {
  const { readMillisecondsMax: millisecondsMax } = limits;

  const read: RawStreams["read"] = (request, of) =>
    orUnavailable(limits, () => takeAll(connection, request, { of, millisecondsMax }));

  return {
    read,
    last: async (stored) => {
      const [last] = await read(streamEnd(stored), (answer) => answer.getEvent()?.getEvent());
      return last;
    },
    write: async (stored, expected, proposed) => {
      try {
        const answer = await connection.append(appending(stored, expected, proposed));
        return { status: answer.hasWrongExpectedVersion() ? "moved" : "written" };
      } catch (fault) {
        const verdict = verdictOn(fault);
        if (verdict.kind === "moved") return { status: "moved" };
        if (verdict.kind !== "too-large") throw fault;
        return { status: "too-large", bytesMax: verdict.bytesMax };
      }
    },
  };
}
