/** An append as it waits: its movements in the text that is stored, and what that weighs. */
import type { Movement, StreamCategory } from "@partita/schemas";
import { isPlainJson } from "#ledger/adapters/postgres/plain-json.ts";
import {
  appendBytesMax,
  commandOf,
  type Position,
  type Recorded,
  streamName,
} from "#ledger/store/store.ts";

export type Wish = {
  readonly stream: string;
  readonly expected: number;
  readonly command: string;
  readonly movements: readonly Movement[];
  readonly bodies: readonly string[];
  readonly bytes: number;
};

type Wished = {
  readonly category: StreamCategory;
  readonly streamId: string;
  readonly expected: number;
  readonly movements: readonly Movement[];
};

/** Revisions are kept in 32 bits; an append is far smaller than what is left above. */
const revisionMax = 2 ** 31 - 1 - appendBytesMax;

export function wishOf({ category, streamId, expected, movements }: Wished): Wish {
  const command = commandOf(movements[0]);
  if (!Number.isInteger(expected) || expected < 0 || expected > revisionMax)
    throw new RangeError(`${expected} is no revision of a stream`);
  const bodies = movements.map((movement) => JSON.stringify(movement));
  const bytes = bodies.reduce((sum, body) => sum + Buffer.byteLength(body), 0);
  return { stream: streamName(category, streamId), expected, command, movements, bodies, bytes };
}

/** As it will be read from now on, when it was written after this position. */
export function recordedAfter(before: Position, wish: Wish): readonly Recorded[] {
  const { stream, expected, movements, bodies } = wish;
  return movements.map((movement, index) => ({
    movement: isPlainJson(movement) ? movement : JSON.parse(bodies[index] ?? ""),
    stream,
    revision: expected + index + 1,
    position: before + BigInt(index + 1),
  }));
}
