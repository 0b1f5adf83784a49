/** How far each reaction has come in the log, so that it goes on there after a restart. */
import type { Position } from "#ledger/store/store.ts";

export interface Checkpoints {
  /** The position saved last under this name; 0 when there is none. */
  load(name: string): Promise<Position>;
  save(name: string, position: Position): Promise<void>;
}
