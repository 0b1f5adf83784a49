/** Folds leaves into a root with one hash per level in memory, however many they are. */
import { emptyRoot, hashBytes, nodeHash } from "./hashes.ts";

export type Frontier = {
  readonly size: () => number;
  readonly add: (leaf: Uint8Array) => void;
  /** The root over all leaves so far; 32 bytes. */
  readonly root: () => Buffer;
};

export function frontier(): Frontier {
  let size = 0;
  /** Roots of perfect subtrees by height, where the size has a 1 in binary. */
  const peaks: Uint8Array[] = [];
  return {
    size: () => size,
    add: (leaf) => {
      if (leaf.length !== hashBytes) throw new Error(`a hash has ${hashBytes} bytes`);
      let carried = leaf;
      let height = 0;
      for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2, height++)
        carried = nodeHash(peakAt(peaks, height), carried);
      peaks[height] = carried;
      size += 1;
    },
    root: () => rootOf(peaks, size),
  };
}

function rootOf(peaks: readonly Uint8Array[], size: number): Buffer {
  let root: Uint8Array | undefined;
  for (let rest = size, height = 0; rest > 0; rest = Math.floor(rest / 2), height++) {
    if (rest % 2 === 0) continue;
    const peak = peakAt(peaks, height);
    root = root === undefined ? peak : nodeHash(peak, root);
  }
  return Buffer.from(root ?? emptyRoot);
}

function peakAt(peaks: readonly Uint8Array[], height: number): Uint8Array {
  const peak = peaks[height];
  if (peak === undefined) throw new Error(`a tree has no peak of height ${height}`);
  return peak;
}
