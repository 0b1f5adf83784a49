import { readdir } from "node:fs/promises";
import { expect, test } from "vitest";
import type { Hierarchy } from "#certificates/hierarchy.ts";
import { aFolder } from "#certificates/testing/a-folder.ts";
import { dayOne } from "#certificates/testing/a-hierarchy.ts";
import { grow, grown, type House, readHierarchy } from "./grow-authority.ts";

const empty: Hierarchy = { roots: [], bridges: [], issuing: [] };
const all = { due: { root: true, issuing: true }, now: dayOne };
const issuing = { due: { root: false, issuing: true }, now: dayOne };

async function aHouse(): Promise<House> {
  const folder = await aFolder();
  const passphrase = "correct horse battery staple";
  return { folder, passphrase, signers: new Map(), keys: new Map() };
}

const filesOf = async ({ folder }: House) => (await readdir(folder)).sort();

test("one thing is made at a time, a root before what it signs", async () => {
  const house = await aHouse();
  await grow(house, empty, all);
  expect(await filesOf(house)).toEqual(["root-1.pem"]);
  await grow(house, await readHierarchy(house), issuing);
  expect(await filesOf(house)).toEqual(["issuing-1.pem", "root-1.pem"]);
});

test("whoever has not seen the latest adds nothing", async () => {
  const house = await aHouse();
  await grow(house, empty, all);
  await grow(house, empty, all);
  const seen = await readHierarchy(house);
  await grow(house, seen, issuing);
  await grow(house, seen, issuing);
  expect(await filesOf(house)).toEqual(["issuing-1.pem", "root-1.pem"]);
  const whole = await grown(house, dayOne);
  await grow(house, whole, all);
  await grow(house, whole, all);
  await grow(house, seen, issuing);
  expect(await filesOf(house)).toEqual(["issuing-1.pem", "root-1.pem", "root-2.pem"]);
});

test("an issuing certificate comes below the root that was seen with it", async () => {
  const house = await aHouse();
  const first = await grown(house, dayOne);
  await grow(house, first, all);
  const { roots, issuing: signers } = await grown(house, dayOne);
  expect(roots).toHaveLength(2);
  expect(signers.map(({ x509 }) => roots.map((root) => x509.checkIssued(root.x509)))).toEqual([
    [true, false],
    [false, true],
  ]);
});
