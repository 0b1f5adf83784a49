/** Declares one step by which a shape that was stored once becomes the next one. */
import type { Movement, MovementKind } from "../../movement.ts";

/** A movement as it lies in a store, in whatever shape it was written. */
export type StoredMovement = Pick<Movement, "id" | "kind"> & Readonly<Record<string, unknown>>;

export type Upcaster = {
  /** The kinds that were stored in this shape. */
  readonly kinds: readonly MovementKind[];
  /** One sentence: what was, and what became of it. */
  readonly says: string;
  /**
   * Pure. Recognises the old shape by what it looks like, and answers a movement of any other
   * shape with the very same object: upcasting twice is upcasting once. What the command stamped
   * (id, causes, actor, recordedAt, commandDigest) stays as it is.
   */
  readonly upcast: (stored: StoredMovement) => StoredMovement;
};
