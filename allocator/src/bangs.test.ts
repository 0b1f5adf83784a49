import { a } from "@partita/schemas/testing/a.ts";
import { expect, test } from "vitest";
import { bangsOf } from "#allocator/bangs.ts";

const recorded = { stream: "computer-COMP-1", revision: 1, position: 1n };

test("a computer that bangs bangs each tree on it once, with one of its instances", () => {
  const present = [
    { tree: "TREE-A", instance: "INST-1" },
    { tree: "TREE-B", instance: "INST-2" },
    { tree: "TREE-A", instance: "INST-3" },
  ];
  const movement = a("computer-banged", { detail: { message: "Reboot", present } });
  const bangs = bangsOf({ ...recorded, movement });
  expect(bangs.map(({ streamId, detail }) => [streamId, detail.instance]).toSorted()).toEqual([
    ["TREE-A", "INST-1"],
    ["TREE-B", "INST-2"],
  ]);
  expect(bangs[0]).toMatchObject({
    causes: [movement.id],
    detail: { message: "Reboot", origin: "computer", computer: "COMP-1" },
  });
  expect(bangsOf({ ...recorded, movement })).toEqual(bangs);
});

test("a computer that is lost bangs each tree that had a partition there", () => {
  const movement = a("computer-lost");
  expect(bangsOf({ ...recorded, movement })).toMatchObject([
    { streamId: "TREE-0000000001", detail: { origin: "computer-lost", computer: "COMP-1" } },
  ]);
});

test("nothing else bangs", () => {
  expect(bangsOf({ ...recorded, movement: a("capacity-set") })).toEqual([]);
});
