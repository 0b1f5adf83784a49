/** The Merkle log as the world sees it: tiles, checkpoints that the Master signs, and proofs. */
import type { AuditPage } from "@partita/schemas/log/audit.ts";
import {
  type Checkpoint,
  openCheckpoint,
  signCheckpoint,
} from "@partita/schemas/log/checkpoint.ts";
import { hashBytes } from "@partita/schemas/log/hashes.ts";
import { keyText, NoteInvalid, type Signer } from "@partita/schemas/log/signed-note.ts";
import { consistencyPath, inclusionPath, leafHashAt, rootAt } from "#ledger/merkle/proofs.ts";
import type { MerkleParts } from "#ledger/merkle/run-merkle-log.ts";
import { type StoredLeaf, storedLeaves } from "#ledger/merkle/stored-leaves.ts";
import type { LeafPlace, TreeHead } from "#ledger/merkle/tree-store.ts";
import type { Position, Recorded } from "#ledger/store/store.ts";

/** What is kept contradicts what was promised; nothing is signed or proven any more. */
export class LogDamaged extends Error {
  override readonly name = "LogDamaged";
}

export type FoundLeaf = { readonly index: number; readonly recorded: Recorded };

export type MerkleLog = {
  /** `name+hash+key`: by it, checkpoints are checked. */
  readonly key: string;
  head(): Promise<TreeHead>;
  /** The last one signed; signs the first. */
  checkpoint(): Promise<Checkpoint>;
  /**
   * Signs what the tree has now, unless that was signed already. Throws LogDamaged when the tree
   * does not continue the last checkpoint.
   */
  seal(): Promise<Checkpoint>;
  /** At most `limit` signed checkpoints of trees larger than `size`. */
  checkpoints(size: number, limit: number): Promise<readonly Checkpoint[]>;
  /** Undefined when the tree does not reach that far; any width it ever had is answered. */
  tile(level: number, index: number, width: number): Promise<Buffer | undefined>;
  root(size: number): Promise<Buffer>;
  /** Of a leaf that the tree has. */
  leafHash(index: number): Promise<Buffer>;
  inclusion(index: number, size: number): Promise<readonly Buffer[]>;
  consistency(from: number, to: number): Promise<readonly Buffer[]>;
  /** Where the leaves stood and which movements they are of, as the tree remembers it. */
  places(from: number, limit: number): Promise<readonly LeafPlace[]>;
  /** What stands in the store now where these leaves stood. */
  entries(from: number, count: number): AsyncGenerator<StoredLeaf>;
  /** `unknown`: no such movement; `behind`: the tree has not come to it yet. */
  find(movement: string): Promise<FoundLeaf | "unknown" | "behind">;
  /** Looks through the stored table itself, by pages; only where there is a table. */
  readonly audit?: ((after: Position) => Promise<AuditPage>) | undefined;
};

export type MerkleLogParts = MerkleParts & {
  readonly signer: Signer;
  readonly audit?: (after: Position) => Promise<AuditPage>;
};

export function merkleLog({ store, tree, signer, audit }: MerkleLogParts): MerkleLog {
  const key = keyText(signer);

  async function seal(): Promise<Checkpoint> {
    const last = await tree.lastCheckpoint();
    const { size } = await tree.head();
    if (last !== undefined) await expectKept(last, size);
    if (last?.size === size) return last;
    const checkpoint = signCheckpoint(size, await rootAt(tree, size), signer);
    await tree.keep(checkpoint);
    return checkpoint;
  }

  /** The tree still begins with what was promised; else nothing more is promised. */
  async function expectKept({ size, root, note }: Checkpoint, now: number): Promise<void> {
    const signed = opened(note, key);
    const isKept = signed.size === size && signed.root.equals(root) && size <= now;
    if (!isKept || !(await rootAt(tree, size)).equals(root))
      throw new LogDamaged(`the tree does not continue the checkpoint of ${size} leaves`);
  }

  return {
    key,
    head: () => tree.head(),
    seal,
    checkpoint: async () => (await tree.lastCheckpoint()) ?? (await seal()),
    checkpoints: (size, limit) => tree.checkpoints(size, limit),
    tile: async (level, index, width) => {
      const hashes = await tree.tile(level, index);
      return hashes.length < width * hashBytes ? undefined : hashes.subarray(0, width * hashBytes);
    },
    root: (size) => rootAt(tree, size),
    leafHash: (index) => leafHashAt(tree, index),
    inclusion: (index, size) => inclusionPath(tree, index, size),
    consistency: (from, to) => consistencyPath(tree, from, to),
    places: (from, limit) => tree.leaves(from, limit),
    entries: (from, count) => storedLeaves({ store, tree }, from, count),
    find: (movement) => find({ store, tree }, movement),
    audit,
  };
}

function opened(note: string, key: string): Checkpoint {
  try {
    return openCheckpoint(note, key);
  } catch (cause) {
    if (cause instanceof NoteInvalid)
      throw new LogDamaged("the last checkpoint is not signed by this log's key", { cause });
    throw cause;
  }
}

async function find({ store, tree }: MerkleParts, id: string): ReturnType<MerkleLog["find"]> {
  if (!id.includes("/")) return "unknown";
  const written = await store.writtenBy(id.slice(0, id.lastIndexOf("/")));
  const recorded = written.find(({ movement }) => movement.id === id);
  if (recorded === undefined) return "unknown";
  const index = await tree.indexAt(recorded.position);
  return index === undefined ? "behind" : { index, recorded };
}
