/** The one door to the event store; every adapter passes the same contract test. */
import type { Movement, MovementOf, StreamCategory } from "@partita/schemas";

/**
 * A place in global order. Positions rise, in commit order; on PostgreSQL without a gap, on
 * EventStoreDB they are commit positions (64 bits) with gaps. 0 is before everything.
 */
export type Position = bigint;

export type Recorded<M = Movement> = {
  readonly movement: M;
  /** `computer-COMP-1`: category and stream id. */
  readonly stream: string;
  /** Place in its stream, from 1, without a gap. */
  readonly revision: number;
  readonly position: Position;
};

export type Appended =
  | { readonly status: "appended"; readonly recorded: readonly Recorded[] }
  /** The first movement's id is stored already: here is what was stored then, and nothing now. */
  | { readonly status: "repeated"; readonly recorded: readonly Recorded[] }
  /** Somebody appended to the stream since it was read. */
  | { readonly status: "conflict" }
  /** Together the movements are larger than any store takes; nothing was written. */
  | { readonly status: "too-large"; readonly bytes: number; readonly bytesMax: number };

/**
 * Bytes of JSON in one append. EventStoreDB takes 1 MiB of events and their metadata; every store
 * keeps to what the smallest takes, so that a log can be copied between them.
 */
export const appendBytesMax = 1_000_000;

/**
 * Whether an append was written is not known: the connection was lost while it was under way.
 * Sending the same command again settles it, and so does asking by its id: nothing is written
 * twice.
 */
export class OutcomeUnknown extends Error {
  override readonly name = "OutcomeUnknown";
  readonly command: string;
  constructor(command: string, options?: ErrorOptions) {
    super(`whether command ${command} was written is not known; ask by its id`, options);
    this.command = command;
  }
}

/** The store cannot be reached, or is too slow; what was asked for has not been written. */
export class StoreUnavailable extends Error {
  override readonly name = "StoreUnavailable";
}

/** More appends wait than the store lets wait; this one has not been written. */
export class StoreOverloaded extends Error {
  override readonly name = "StoreOverloaded";
}

/** This store cannot read from there: it has never given the position out. */
export class PositionUnknown extends Error {
  override readonly name = "PositionUnknown";
  readonly position: Position;
  constructor(position: Position, options?: ErrorOptions) {
    super(`no movement stands at position ${position}`, options);
    this.position = position;
  }
}

export interface MovementStore {
  /**
   * The movements of one stream after a revision (0: all), oldest first; empty when there is none.
   */
  read<C extends StreamCategory>(
    category: C,
    streamId: string,
    afterRevision?: number,
  ): Promise<readonly Recorded<MovementOf<C>>[]>;
  /** The movements of one command, in their order; empty when it has written none. */
  writtenBy(command: string): Promise<readonly Recorded[]>;
  /**
   * All or none. `expectedRevision` is the number of movements that the caller has seen in the
   * stream. Movements are durable when this resolves. The movements are those of one command.
   * Rejects with StoreUnavailable or StoreOverloaded when nothing was written, with OutcomeUnknown
   * when that is not known.
   */
  append<C extends StreamCategory>(
    category: C,
    streamId: string,
    expectedRevision: number,
    movements: readonly MovementOf<C>[],
  ): Promise<Appended>;
  /**
   * At most `limit` movements after a position, in global order: none is skipped. Rejects with
   * PositionUnknown when the store reads only from positions that it gave out, and this is none.
   */
  readAll(after: Position, limit: number): Promise<readonly Recorded[]>;
  /** The last position; 0 when nothing is stored. */
  head(): Promise<Position>;
  /** Resolves when something is after `position`, or the signal aborts; it may do so early. */
  waitBeyond(position: Position, signal: AbortSignal): Promise<void>;
}

/** The id of the command that wrote a movement; throws when there is no movement. */
export function commandOf(movement: Movement | undefined): string {
  if (movement === undefined) throw new Error("an append needs at least one movement");
  return movement.id.slice(0, movement.id.lastIndexOf("/"));
}

/** The name of a stream: `computer-COMP-1`. */
export function streamName(category: StreamCategory, streamId: string): string {
  return `${category}-${streamId}`;
}
