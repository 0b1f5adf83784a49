import type { MovementOf } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import { expect, test } from "vitest";
import { instanceTree } from "#ledger/instance-tree/instance-tree.ts";
import {
  childrenOf,
  descendantsOf,
  findAlive,
  noted,
  stemsFrom,
  type Tree,
  unplanted,
  wanted,
} from "#ledger/instance-tree/tree.ts";
import { child, hosted, root } from "#ledger/testing/tree.ts";

const { evolve } = instanceTree;
const requests = (movements: readonly MovementOf<"instance-tree">[]) =>
  movements.filter((movement) => movement.kind === "instance-requested");
const grown: Tree = requests([
  ...hosted(),
  ...child("web"),
  ...child("database", "INST-web"),
  ...child("mail"),
]).reduce(evolve["instance-requested"], unplanted);
const named = (reference: string, tree = grown) => {
  const found = tree.instances.get(reference);
  if (found === undefined) throw new Error(`no ${reference}`);
  return found;
};
const references = (list: readonly { readonly instance: string }[]) =>
  list.map(({ instance }) => instance);

test("children are requested by an instance itself, descendants through others too", () => {
  expect(references(childrenOf(grown, named(root)))).toEqual(["INST-web", "INST-mail"]);
  const all = ["INST-web", "INST-database", "INST-mail"];
  expect(references(descendantsOf(grown, named(root)))).toEqual(all);
});

test("an instance stems from itself and from those it was requested by", () => {
  const database = named("INST-database");
  expect(stemsFrom(grown, database, database)).toBe(true);
  expect(stemsFrom(grown, database, named(root))).toBe(true);
  expect(stemsFrom(grown, named(root), database)).toBe(false);
  expect(stemsFrom(grown, database, named("INST-mail"))).toBe(false);
});

test("what is to be destroyed is alive but no longer wanted, what is destroyed is neither", () => {
  const dying = evolve["instance-amended"](
    grown,
    a("instance-amended", { detail: { instance: "INST-mail", state: "destroyed" } }),
  );
  expect(references(wanted(dying))).not.toContain("INST-mail");
  expect(findAlive(dying, "INST-mail")).toBeDefined();
  expect(
    findAlive(noted(dying, "INST-mail", { reported: "destroyed" }), "INST-mail"),
  ).toBeUndefined();
});

test("a movement of an instance that was never requested is a fault", () => {
  expect(() => noted(unplanted, root, {})).toThrow("never requested");
});
