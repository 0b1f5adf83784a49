/** A recorded movement as one reader is shown it: in the feed, in pages of the log, by webhook. */
import type { Movement } from "./movement.ts";
import type { RecordedMovement } from "./queries/movements.ts";
import { type Reader, visibleTo } from "./visible-to.ts";

type Recorded = {
  readonly movement: Movement;
  readonly stream: string;
  readonly revision: number;
  readonly position: bigint;
};

/** Undefined: this reader does not see it. */
export function shownTo(
  reader: Reader,
  { movement, stream, revision, position }: Recorded,
): RecordedMovement | undefined {
  const visible = visibleTo(reader, movement);
  if (visible === undefined) return undefined;
  const { redacted } = visible;
  return {
    ...visible.movement,
    causes: [...movement.causes],
    items: [...movement.items],
    stream,
    revision,
    position: `${position}`,
    ...(redacted.length > 0 && { redacted: [...redacted] }),
  };
}
