import type { MovementOf } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import { expect, test } from "vitest";
import { fold } from "#ledger/decider.ts";
import { instanceTree } from "#ledger/instance-tree/instance-tree.ts";
import {
  alive,
  childrenOf,
  descendantsOf,
  findAlive,
  findRoot,
  hostedBy,
  noted,
  speaksFor,
  stemsFrom,
  type Tree,
  unplanted,
  wanted,
} from "#ledger/instance-tree/tree.ts";
import { child, hosted, root, served } from "#ledger/testing/tree.ts";

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

test("the root is the one that no other requested, unless it is to be destroyed", () => {
  expect(findRoot(grown)?.instance).toBe(root);
  const dying = a("instance-amended", { detail: { state: "destroyed" } });
  expect(findRoot(evolve["instance-amended"](grown, dying))).toBeUndefined();
  expect(alive(evolve["instance-amended"](grown, dying))).toHaveLength(4);
});

test("its software and its computer speak for an instance, its host for a shared one", () => {
  const tree = fold(instanceTree, unplanted, [...hosted(), ...served("site")]);
  const site = named("INST-site", tree);
  expect(references(hostedBy(tree, named(root, tree)))).toEqual(["INST-site"]);
  for (const one of [site, named(root, tree)]) {
    expect(speaksFor(one, `instance:${root}`)).toBe(true);
    expect(speaksFor(one, "computer:COMP-1")).toBe(true);
    expect(speaksFor(one, "computer:COMP-2")).toBe(false);
    expect(speaksFor(one, "instance:INST-site")).toBe(false);
  }
  expect(speaksFor(named("INST-mail"), "instance:INST-mail")).toBe(false);
});

test("a movement of an instance that was never requested is a fault", () => {
  expect(() => noted(unplanted, root, {})).toThrow("never requested");
});
