import { isIdentifier } from "typescript/unstable/ast";
import { expect, test } from "vitest";
import { buildHouse } from "../adapters/build-house.ts";
import { isForTests, isTest, lastLineOf, lineOf, nodesOf, workspaceOf } from "./house.ts";

test.each([
  ["ledger/src/handle.ts", "ledger"],
  ["software/guestbook/serve.ts", "software/guestbook"],
  ["vitest.config.ts", undefined],
])("%s belongs to %s", (path, workspace) => {
  expect(workspaceOf(path)).toBe(workspace);
});

test("nodes know the lines that they begin and end on, without their comments", () => {
  const text = "/** Adds. */\nfunction add() {\n  return one;\n}\n";
  const [source] = buildHouse(new Map([["ledger/src/a.ts", text]])).sources;
  const node = source?.tree.statements[0];
  if (source === undefined || node === undefined) throw new Error("nothing was parsed");
  expect([lineOf(source, node), lastLineOf(source, node)]).toEqual([2, 4]);
  const names = nodesOf(source.tree).filter(isIdentifier);
  expect(names.map((name) => name.text)).toEqual(["add", "one"]);
});

test("tests and what they use are told apart from the rest", () => {
  const paths = ["ledger/src/a.ts", "ledger/src/a.test.ts", "ledger/src/testing/given.ts"];
  const { sources } = buildHouse(new Map(paths.map((path) => [path, ""])));
  expect(sources.map(isTest)).toEqual([false, true, false]);
  expect(sources.map(isForTests)).toEqual([false, true, true]);
});
