/** Hashes the same movements with everything that belongs to it, and with nothing but SHA-256. */
import { hash } from "node:crypto";
import type { MovementStore, Recorded } from "@partita/ledger";
import { frontier } from "@partita/schemas/log/frontier.ts";
import { leafHash } from "@partita/schemas/log/hashes.ts";
import { leafText } from "@partita/schemas/log/leaf-text.ts";

/** As many as fit into memory together with their texts; they stand for the whole log. */
const sampleMovementsMax = 100_000;

export function sampleOf(store: MovementStore, size: number): Promise<readonly Recorded[]> {
  return store.readAll(0n, Math.min(size, sampleMovementsMax));
}

/** Canonical text, leaf hash and the nodes above it: what integrating costs without a database. */
export function hashed(sample: readonly Recorded[]): void {
  const tree = frontier();
  for (const recorded of sample) tree.add(leafHash(leafText(recorded)));
  if (tree.size() !== sample.length) throw new Error("not every movement became a leaf");
}

/** The least that any such log must do: each octet of each leaf once, and the nodes. */
export function sha256Alone(sample: readonly Recorded[]): () => void {
  const leaves = sample.map((recorded) => Buffer.from(`\0${leafText(recorded)}`));
  const node = Buffer.alloc(65);
  return () => {
    for (const leaf of leaves) hash("sha256", leaf, "buffer");
    for (let nodes = 1; nodes < leaves.length; nodes++) hash("sha256", node, "buffer");
  };
}
