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
  | { readonly status: "conflict" };

export interface MovementStore {
  /** All movements of one stream, oldest first; empty when it does not exist. */
  read<C extends StreamCategory>(
    category: C,
    streamId: string,
  ): Promise<readonly Recorded<MovementOf<C>>[]>;
  /**
   * All or none. `expectedRevision` is the number of movements that the caller has seen in the
   * stream. Movements are durable when this resolves. The movements are those of one command.
   */
  append<C extends StreamCategory>(
    category: C,
    streamId: string,
    expectedRevision: number,
    movements: readonly MovementOf<C>[],
  ): Promise<Appended>;
  /** At most `limit` movements after a position, in global order: none is skipped. */
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
