import { isConsistent, isIncluded } from "@partita/schemas/log/check-proof.ts";
import { openCheckpoint, signCheckpoint } from "@partita/schemas/log/checkpoint.ts";
import { leafHash } from "@partita/schemas/log/hashes.ts";
import { leafText } from "@partita/schemas/log/leaf-text.ts";
import { aSigner } from "@partita/schemas/testing/a-signer.ts";
import { expect, test } from "vitest";
import { LogDamaged, merkleLog } from "#ledger/merkle/merkle-log.ts";
import { merkleHouse } from "#ledger/testing/merkle-house.ts";

test("a log without movements has a checkpoint too", async () => {
  const { log, key } = merkleHouse();
  expect(openCheckpoint((await log.checkpoint()).note, key).size).toBe(0);
});

test("a checkpoint is signed over the whole tree, and signed once", async () => {
  const { log, key, append, grow } = merkleHouse();
  await append(300);
  await grow();
  const sealed = await log.seal();
  expect(openCheckpoint(sealed.note, key)).toEqual(sealed);
  expect([sealed.size, sealed.root]).toEqual([300, await log.root(300)]);
  expect(await log.seal()).toEqual(sealed);
  await append(1);
  await grow();
  expect(await log.checkpoint()).toEqual(sealed);
  expect((await log.seal()).size).toBe(301);
  expect((await log.checkpoints(0, 10)).map(({ size }) => size)).toEqual([300, 301]);
});

test("each movement is found by its id, and proven", async () => {
  const { log, store, append, grow } = merkleHouse();
  await append(20);
  await grow();
  const { size, root } = await log.seal();
  for (const recorded of await store.readAll(0n, 100)) {
    const found = await log.find(recorded.movement.id);
    if (typeof found === "string") throw new Error(found);
    expect(found.recorded).toEqual(recorded);
    const path = await log.inclusion(found.index, size);
    const leaf = leafHash(leafText(recorded));
    expect(isIncluded({ leaf, index: found.index, size, path, root })).toBe(true);
  }
});

test("a movement that is unknown, or not yet in the tree, is said to be so", async () => {
  const { log, store, append } = merkleHouse();
  await append(1);
  const [recorded] = await store.readAll(0n, 1);
  expect(await log.find(recorded?.movement.id ?? "")).toBe("behind");
  for (const id of ["", "nothing", "nothing/0"]) expect(await log.find(id)).toBe("unknown");
});

test("any two checkpoints are consistent", async () => {
  const { log, append, grow } = merkleHouse();
  const sealed = [];
  for (const count of [1, 6, 300, 1]) {
    await append(count);
    await grow();
    sealed.push(await log.seal());
  }
  for (const to of sealed)
    for (const from of sealed.filter(({ size }) => size <= to.size)) {
      const path = await log.consistency(from.size, to.size);
      expect(isConsistent({ from, to, path })).toBe(true);
    }
});

test("a tile is answered in each width that it has had, and not wider", async () => {
  const { log, append, grow } = merkleHouse();
  await append(300);
  await grow();
  const whole = await log.tile(0, 1, 44);
  expect(whole).toHaveLength(44 * 32);
  expect(await log.tile(0, 1, 7)).toEqual(whole?.subarray(0, 7 * 32));
  expect(await log.tile(0, 1, 45)).toBeUndefined();
  expect(await log.tile(1, 0, 1)).toHaveLength(32);
  expect(await log.tile(5, 0, 1)).toBeUndefined();
});

test("a tree that does not continue what was signed is never signed again", async () => {
  const { log, tree, signer, append, grow } = merkleHouse();
  await append(10);
  await grow();
  await tree.keep(signCheckpoint(9, leafHash("something else"), signer));
  await expect(log.seal()).rejects.toThrow(LogDamaged);
});

test("a tree shorter than what was signed is never signed again", async () => {
  const { log, tree, signer, append, grow } = merkleHouse();
  await append(10);
  await grow();
  await tree.keep(signCheckpoint(11, leafHash("longer"), signer));
  await expect(log.seal()).rejects.toThrow("does not continue the checkpoint of 11");
});

test("a log that another key has signed is not continued with this one", async () => {
  const { store, tree, log, append, grow } = merkleHouse();
  await log.seal();
  await append(1);
  await grow();
  const other = merkleLog({ store, tree, signer: aSigner("other") });
  await expect(other.seal()).rejects.toThrow("not signed by this log's key");
});
