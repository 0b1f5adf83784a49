import { describe, expect, test } from "vitest";
import { leaves, naiveConsistency, naiveInclusion, naiveRoot } from "../testing/naive-tree.ts";
import { type Consistency, type Inclusion, isConsistent, isIncluded } from "./check-proof.ts";
import { emptyRoot, leafHash } from "./hashes.ts";

const all = leaves(40);
const sizes = Array.from({ length: all.length }, (_, index) => index + 1);

function inclusion(index: number, size: number): Inclusion {
  const tree = all.slice(0, size);
  const leaf = all[index] ?? emptyRoot;
  return { leaf, index, size, path: naiveInclusion(index, tree), root: naiveRoot(tree) };
}

function consistency(from: number, to: number): Consistency {
  const at = (size: number) => ({ size, root: naiveRoot(all.slice(0, size)) });
  return {
    from: at(from),
    to: at(to),
    path: from === 0 ? [] : naiveConsistency(from, all.slice(0, to)),
  };
}

/** The path with each one of its hashes changed, dropped, doubled, or one more at the end. */
function spoiled(path: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] {
  const stranger = leafHash("stranger");
  return [
    [...path, stranger],
    ...path.flatMap((hash, index) => [
      path.with(index, stranger),
      path.toSpliced(index, 1),
      path.toSpliced(index, 0, hash),
    ]),
  ];
}

describe("inclusion", () => {
  test("of every leaf of every tree is accepted", () => {
    for (const size of sizes)
      for (let index = 0; index < size; index++)
        expect(isIncluded(inclusion(index, size))).toBe(true);
  });

  test("at any other index, of any other leaf, root or size is not", () => {
    for (const size of sizes.slice(0, 20))
      for (let index = 0; index < size; index++) {
        const proof = inclusion(index, size);
        for (let other = 0; other < size; other++)
          expect(isIncluded({ ...proof, index: other })).toBe(other === index);
        expect(isIncluded({ ...proof, leaf: leafHash("stranger") })).toBe(false);
        expect(isIncluded({ ...proof, root: leafHash("stranger") })).toBe(false);
      }
  });

  test("with a path that is changed anywhere is not", () => {
    for (const size of sizes.slice(1)) {
      const proof = inclusion(size >> 1, size);
      for (const path of spoiled(proof.path)) expect(isIncluded({ ...proof, path })).toBe(false);
    }
  });

  test.each([
    [{ index: -1 }],
    [{ index: 8 }],
    [{ index: 0.5 }],
    [{ size: 0 }],
    [{ size: -8 }],
    [{ size: Number.NaN }],
    [{ size: 2 ** 60 }],
  ])("with %o is not", (change) => {
    expect(isIncluded({ ...inclusion(3, 8), ...change })).toBe(false);
  });
});

describe("consistency", () => {
  test("of every tree with every older one is accepted", () => {
    for (const to of sizes)
      for (let from = 0; from <= to; from++)
        expect(isConsistent(consistency(from, to)), `${from} to ${to}`).toBe(true);
  });

  test("with a path that is changed anywhere is not", () => {
    for (const to of sizes)
      for (let from = 1; from <= to; from++) {
        const proof = consistency(from, to);
        for (const path of spoiled(proof.path))
          expect(isConsistent({ ...proof, path }), `${from} to ${to}`).toBe(false);
      }
  });

  test("with another root, older or newer, is not", () => {
    const root = leafHash("stranger");
    for (const to of sizes)
      for (let from = 1; from <= to; from++) {
        const proof = consistency(from, to);
        expect(isConsistent({ ...proof, from: { ...proof.from, root } })).toBe(false);
        expect(isConsistent({ ...proof, to: { ...proof.to, root } })).toBe(false);
      }
  });

  test("of a newer tree with an older one that is larger is not", () => {
    const { from, to, path } = consistency(3, 8);
    expect(isConsistent({ from: to, to: from, path })).toBe(false);
  });

  test("of sizes beyond 32 bits is no accident", () => {
    const [from, to] = [2 ** 40 + 1, 2 ** 40 + 2];
    const proof = { ...consistency(3, 8), from: { size: from, root: emptyRoot } };
    expect(isConsistent({ ...proof, to: { size: to, root: emptyRoot } })).toBe(false);
  });
});
