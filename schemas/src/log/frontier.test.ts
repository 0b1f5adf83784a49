import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { leaves, naiveRoot } from "../testing/naive-tree.ts";
import { frontier } from "./frontier.ts";
import { emptyRoot } from "./hashes.ts";

const hex = (octets: Uint8Array) => Buffer.from(octets).toString("hex");

/** Of octets, as the test vectors are. */
function hashed(leaf: string): Buffer {
  return createHash("sha256")
    .update(Buffer.from(`00${leaf}`, "hex"))
    .digest();
}

describe("the tree of Certificate Transparency's tests", () => {
  const inputs = [
    ...["", "00", "10", "2021", "3031", "40414243", "5051525354555657"],
    "606162636465666768696a6b6c6d6e6f",
  ];
  const roots = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ];
  test("has their root after each leaf", () => {
    const tree = frontier();
    const found = inputs.map((input) => {
      tree.add(hashed(input));
      return hex(tree.root());
    });
    expect(found).toEqual(roots);
  });
});

test("a tree without leaves has the empty root", () => {
  expect([frontier().size(), hex(frontier().root())]).toEqual([0, hex(emptyRoot)]);
});

test("after each of 600 leaves the root is that of the definition", () => {
  const all = leaves(600);
  const tree = frontier();
  for (const [index, leaf] of all.entries()) {
    tree.add(leaf);
    expect(tree.size()).toBe(index + 1);
    expect(hex(tree.root())).toBe(hex(naiveRoot(all.slice(0, index + 1))));
  }
});

test("what is no hash is not added", () => {
  expect(() => frontier().add(Buffer.alloc(31))).toThrow("a hash has 32 bytes");
});
