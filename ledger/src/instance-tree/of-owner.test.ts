import { a } from "@partita/schemas/testing/a.ts";
import { expect, test } from "vitest";
import { fold } from "#ledger/decider.ts";
import { instanceTree } from "#ledger/instance-tree/instance-tree.ts";
import { findFor } from "#ledger/instance-tree/of-owner.ts";
import { unplanted } from "#ledger/instance-tree/tree.ts";
import { atComputer, child, hosted, owner, root, served } from "#ledger/testing/tree.ts";

const past = [...hosted(), ...child("web", root), ...served("site", "INST-elsewhere")];
const tree = fold(instanceTree, unplanted, past);
type Actor = Parameters<typeof findFor>[1]["actor"];

function answer(actor: Actor, instance: string, also: "itself" | "requester" | "nobody") {
  const found = findFor(tree, { actor, detail: { instance } }, also);
  return "refusal" in found ? found.refusal.code : found.found.instance;
}

test.each([
  [owner, root, "nobody", root],
  [owner, "INST-web", "nobody", "INST-web"],
  [owner, "INST-nowhere", "nobody", "no-such-instance"],
  ["person:eve", root, "itself", "not-yours"],
  [atComputer, root, "nobody", "not-yours"],
  [atComputer, root, "itself", root],
  ["instance:INST-web", "INST-web", "itself", "INST-web"],
  ["instance:INST-web", root, "itself", "not-yours"],
  ["instance:INST-elsewhere", "INST-site", "itself", "INST-site"],
  ["instance:INST-site", "INST-site", "itself", "not-yours"],
  [`instance:${root}`, "INST-web", "requester", "INST-web"],
  [`instance:${root}`, root, "requester", "not-yours"],
  ["computer:COMP-2", "INST-web", "requester", "not-yours"],
] as const)("%s asks about %s, as does %s: %s", (actor, instance, also, expected) => {
  expect(answer(actor, instance, also)).toBe(expected);
});

test("the revision that was seen must still be the last", () => {
  const seen = (revision: number) =>
    findFor(tree, { actor: owner, detail: { instance: root, revision } }, "nobody");
  expect(seen(1)).toHaveProperty("found");
  expect(seen(2)).toMatchObject({
    refusal: { code: "wish-changed", facts: { instance: root, revision: "1" } },
  });
});

test("each change and each new title is one more wish", () => {
  const later = [a("instance-amended"), a("instance-renamed"), a("instance-started")];
  expect(fold(instanceTree, tree, later).instances.get(root)?.revision).toBe(3);
});
