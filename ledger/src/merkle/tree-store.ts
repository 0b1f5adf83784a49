/** The port to where the Merkle tree is kept; every adapter passes the same contract test. */
import type { Checkpoint } from "@partita/schemas/log/checkpoint.ts";
import type { Position } from "#ledger/store/store.ts";

/** What the tree remembers of a movement besides its hash: where it stood, and its id. */
export type LeafPlace = { readonly position: Position; readonly movement: string };
export type TreeLeaf = LeafPlace & { readonly hash: Buffer };
/** The root of a full tile: a hash of the level above, counted in levels of tiles. */
export type TreeNode = { readonly level: number; readonly index: number; readonly hash: Buffer };

export type TreeHead = {
  /** Leaves in the tree. */
  readonly size: number;
  /** Of the last leaf; 0 when there is none. The tree goes on after it. */
  readonly position: Position;
};

export interface TreeStore {
  head(): Promise<TreeHead>;
  /**
   * All or none. False when the tree does not have exactly `size` leaves any more: somebody else
   * has added these.
   */
  grow(size: number, leaves: readonly TreeLeaf[], nodes: readonly TreeNode[]): Promise<boolean>;
  /** The hashes of a tile so far, one behind the other; level 0 are leaves. Empty: no tile. */
  tile(level: number, index: number): Promise<Buffer>;
  /** At most `limit` leaves from an index on. */
  leaves(from: number, limit: number): Promise<readonly LeafPlace[]>;
  /** Undefined when no leaf was at this position. */
  indexAt(position: Position): Promise<number | undefined>;
  /**
   * Keeps a signed checkpoint for ever. Throws when one of this size is kept that has another root:
   * the Master would contradict itself.
   */
  keep(checkpoint: Checkpoint): Promise<void>;
  /** At most `limit` kept checkpoints of trees larger than `size`, the smallest first. */
  checkpoints(size: number, limit: number): Promise<readonly Checkpoint[]>;
  lastCheckpoint(): Promise<Checkpoint | undefined>;
}
