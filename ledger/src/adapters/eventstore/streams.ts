/** Reads and writes the streams of movements. */
import type { ReadResp } from "@eventstore/db-client/generated/streams_pb.js";
import type { RawStreams, Written } from "#ledger/adapters/eventstore/raw-streams.ts";
import { type Proposed, streamFrom } from "#ledger/adapters/eventstore/requests.ts";
import { type Found, foundIn } from "#ledger/adapters/eventstore/stored.ts";
import type { StreamNames } from "#ledger/adapters/eventstore/stream-names.ts";
import { commandOf, type Recorded } from "#ledger/store/store.ts";

/**
 * `written`: this command begins there; here is all of it, and the token of the append. `taken`:
 * another one does, so that this one never will. `vacant`: nothing stands there yet.
 */
export type Place =
  | {
      readonly status: "written";
      readonly recorded: readonly Recorded[];
      readonly token: string | undefined;
    }
  | { readonly status: "taken" | "vacant" };

export type Streams = {
  /** The movements after a revision. */
  movements(stream: string, after: number): Promise<readonly Recorded[]>;
  /** What stands in the place behind so many movements. */
  placeBehind(stream: string, expected: number, command: string): Promise<Place>;
  length(stream: string): Promise<number>;
  /** Once, without patience: rejects with what the server answered. */
  write(stream: string, expected: number, proposed: readonly Proposed[]): Promise<Written>;
};

export function streamsIn(raw: RawStreams, names: StreamNames): Streams {
  const found = (answer: ReadResp) => foundIn(answer, names);
  return {
    movements: (stream, after) =>
      raw.read(
        streamFrom(names.stored(stream), after),
        (answer): Recorded | undefined => found(answer)?.recorded,
      ),
    placeBehind: async (stream, expected, command) => {
      let isTaken = false;
      const all = await raw.read(
        streamFrom(names.stored(stream), expected),
        (answer): Found | undefined | "stop" => {
          const one = found(answer);
          if (one === undefined || commandOf(one.recorded.movement) === command) return one;
          isTaken = true;
          return "stop";
        },
      );
      const [first] = all;
      if (first === undefined) return { status: isTaken ? "taken" : "vacant" };
      const recorded = all.map((one) => one.recorded);
      return { status: "written", recorded, token: first.token };
    },
    length: async (stream) => {
      const last = await raw.last(names.stored(stream));
      return last === undefined ? 0 : Number(last.getStreamRevision()) + 1;
    },
    write: (stream, expected, proposed) => raw.write(names.stored(stream), expected, proposed),
  };
}
