/** The tree by the letter of RFC 6962 section 2.1, slow: what the real one must equal. */
import { emptyRoot, leafHash, nodeHash } from "../log/hashes.ts";

/** `leaf 0`, `leaf 1`, … */
export function leaves(count: number): Buffer[] {
  return Array.from({ length: count }, (_, index) => leafHash(`leaf ${index}`));
}

export function naiveRoot(hashes: readonly Buffer[]): Buffer {
  const [first] = hashes;
  if (first === undefined) return emptyRoot;
  if (hashes.length === 1) return first;
  const cut = cutOf(hashes.length);
  return nodeHash(naiveRoot(hashes.slice(0, cut)), naiveRoot(hashes.slice(cut)));
}

export function naiveInclusion(index: number, hashes: readonly Buffer[]): Buffer[] {
  if (hashes.length <= 1) return [];
  const cut = cutOf(hashes.length);
  const [left, right] = [hashes.slice(0, cut), hashes.slice(cut)];
  return index < cut
    ? [...naiveInclusion(index, left), naiveRoot(right)]
    : [...naiveInclusion(index - cut, right), naiveRoot(left)];
}

export function naiveConsistency(
  from: number,
  hashes: readonly Buffer[],
  isWhole = true,
): Buffer[] {
  if (from === hashes.length) return isWhole ? [] : [naiveRoot(hashes)];
  const cut = cutOf(hashes.length);
  const [left, right] = [hashes.slice(0, cut), hashes.slice(cut)];
  return from <= cut
    ? [...naiveConsistency(from, left, isWhole), naiveRoot(right)]
    : [...naiveConsistency(from - cut, right, false), naiveRoot(left)];
}

/** The largest power of two below. */
function cutOf(size: number): number {
  return 2 ** (Math.ceil(Math.log2(size)) - 1);
}
