/**
 * Writes movements of the log, one line each; lines written at different times still stand in
 * columns.
 */
import { movementKinds, type QueryAnswer } from "@partita/schemas";
import { visible } from "./visible.ts";

export type LoggedMovement = QueryAnswer<"movements">["movements"][number];

const kindWidth = Math.max(...movementKinds.map(({ kind }) => kind.length));
/** The longest stream that is common: a tree's. */
const streamWidth = "instance-tree-TREE-0000000000".length;
/** Enough for the first ten million; longer positions still print in full. */
const positionWidth = 7;

export function movementLine({
  position,
  recordedAt,
  kind,
  stream,
  actor,
  quantity,
  resource,
}: LoggedMovement): string {
  const columns = [position.padStart(positionWidth), recordedAt, kind.padEnd(kindWidth)];
  const where = visible(stream).padEnd(streamWidth);
  return [...columns, where, `${quantity} ${resource} by ${visible(actor)}`].join("  ");
}
