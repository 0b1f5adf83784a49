/** Checks proofs about the tree, by the algorithms of RFC 9162 sections 2.1.3.2 and 2.1.4.2. */
import { emptyRoot, nodeHash } from "./hashes.ts";

type Hash = Uint8Array;

export type Inclusion = {
  readonly leaf: Hash;
  readonly index: number;
  readonly size: number;
  readonly path: readonly Hash[];
  readonly root: Hash;
};

/** Whether the leaf stands at this index of the tree that has this size and root. */
export function isIncluded({ leaf, index, size, path, root }: Inclusion): boolean {
  if (!isSize(size) || !Number.isSafeInteger(index) || index < 0 || index >= size) return false;
  let [own, last] = [index, size - 1];
  let hash: Hash = leaf;
  for (const sibling of path) {
    if (last === 0) return false;
    if (own % 2 === 1 || own === last) {
      hash = nodeHash(sibling, hash);
      while (own % 2 === 0 && own !== 0) [own, last] = [own / 2, half(last)];
    } else hash = nodeHash(hash, sibling);
    [own, last] = [half(own), half(last)];
  }
  return last === 0 && same(hash, root);
}

export type Consistency = {
  readonly from: { readonly size: number; readonly root: Hash };
  readonly to: { readonly size: number; readonly root: Hash };
  readonly path: readonly Hash[];
};

/** Whether the older tree is the beginning of the newer one: nothing was changed or taken away. */
export function isConsistent({ from, to, path }: Consistency): boolean {
  if (!isSize(from.size) || !isSize(to.size) || from.size > to.size) return false;
  if (from.size === to.size) return path.length === 0 && same(from.root, to.root);
  // Any tree continues the empty one.
  if (from.size === 0) return path.length === 0 && same(from.root, emptyRoot);
  // The old root is itself the first hash where the old tree is a perfect one.
  const [first, ...rest] = isPowerOfTwo(from.size) ? [from.root, ...path] : path;
  if (first === undefined) return false;
  let [own, last] = [from.size - 1, to.size - 1];
  while (own % 2 === 1) [own, last] = [half(own), half(last)];
  let [older, newer]: [Hash, Hash] = [first, first];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (own % 2 === 1 || own === last) {
      older = nodeHash(sibling, older);
      newer = nodeHash(sibling, newer);
      while (own % 2 === 0 && own !== 0) [own, last] = [own / 2, half(last)];
    } else newer = nodeHash(newer, sibling);
    [own, last] = [half(own), half(last)];
  }
  return last === 0 && same(older, from.root) && same(newer, to.root);
}

function isSize(size: number): boolean {
  return Number.isSafeInteger(size) && size >= 0;
}

/** By arithmetic: the operators on bits end at 32. */
function half(number: number): number {
  return Math.floor(number / 2);
}

function isPowerOfTwo(number: number): boolean {
  let rest = number;
  while (rest % 2 === 0) rest /= 2;
  return rest === 1;
}

function same(one: Hash, other: Hash): boolean {
  return Buffer.compare(one, other) === 0;
}
