import assert from "node:assert/strict";
import { a } from "@partita/schemas/testing/a.ts";
import { test } from "vitest";
import { computerPartitions } from "#projections/computer-partitions/computer-partitions.ts";
import { findPartitions } from "#projections/computer-partitions/query.ts";
import { given } from "#projections/testing/given.ts";
import { rowsAfter } from "#projections/testing/rows-after.ts";

const described = {
  reference: "slappart0",
  address: "10.0.0.2",
  addresses: [{ interface: "slaptap0", address: "10.0.0.2", netmask: "255.255.255.0" }],
  capabilities: ["fast-disk"],
};
const plain = { reference: "slappart1", address: "10.0.0.3" };
const set = (...partitions: readonly object[]) =>
  // What an agent says of its partitions, in this test.
  a("capacity-set", { detail: { partitions: partitions as (typeof described)[] } });
const released = a("partition-released");
const retired = a("partition-released", { detail: { retired: true } });

test("partitions are as their agent described them last", () =>
  given(computerPartitions, set(plain), set(described, plain)).thenRows({
    "COMP-1": { computer: "COMP-1", partitions: [described, plain] },
  }));

test("one that retired is gone when it is released, any other stays", async () => {
  const capacity = set({ ...described, retiring: true }, plain);
  await given(computerPartitions, capacity, released).thenRows({
    "COMP-1": { partitions: [{ ...described, retiring: true }, plain] },
  });
  await given(computerPartitions, capacity, retired).thenRows({
    "COMP-1": { partitions: [plain] },
  });
});

test("a computer that nobody described has none", async () => {
  const rows = await rowsAfter(set(described));
  assert.deepEqual(await rows.read((at) => findPartitions(at, "COMP-1")), [described]);
  assert.deepEqual(await rows.read((at) => findPartitions(at, "COMP-2")), []);
  await given(computerPartitions, retired).thenRows({});
});
