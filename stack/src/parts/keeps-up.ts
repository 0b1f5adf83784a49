/** Tells whether a part that follows the log keeps up with it. */
import type { MovementStore, Position } from "@partita/ledger";
import type { Health } from "./part.ts";

/**
 * It keeps up when it has reached the end of the log, or where that was when one asked before: a
 * log that never rests has no end to stand at.
 */
export function keepsUp(
  store: Pick<MovementStore, "head">,
  reached: () => Promise<Position>,
): () => Promise<Health> {
  let before: Position | undefined;
  return async () => {
    const log = await store.head();
    const position = await reached();
    const ready = position >= log || (before !== undefined && position >= before);
    before = log;
    return { ready, position: String(position), log: String(log) };
  };
}
