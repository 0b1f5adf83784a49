import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { emptyRoot, leafHash, nodeHash } from "./hashes.ts";

const hex = (octets: Uint8Array) => Buffer.from(octets).toString("hex");

test("a tree without leaves has the hash of nothing", () => {
  expect(hex(emptyRoot)).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});

test("an empty leaf has the hash that Certificate Transparency gives it", () => {
  expect(hex(leafHash(""))).toBe(
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  );
});

test("a leaf is hashed as UTF-8 behind a zero byte, a node as its halves behind a one", () => {
  const leaf = createHash("sha256")
    .update(Buffer.from([0]))
    .update("für 12 €", "utf8")
    .digest();
  expect(hex(leafHash("für 12 €"))).toBe(hex(leaf));
  const [left, right] = [leafHash("left"), leafHash("right")];
  const node = createHash("sha256")
    .update(Buffer.from([1]))
    .update(left)
    .update(right)
    .digest();
  expect(hex(nodeHash(left, right))).toBe(hex(node));
  expect(hex(nodeHash(right, left))).not.toBe(hex(node));
});
