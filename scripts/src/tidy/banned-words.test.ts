import { expect, test } from "vitest";
import { found } from "../testing/a-house.ts";
import { consoleLog, noNotes, toolNames } from "./banned-words.ts";

const path = "ledger/src/a.ts";

test.each([`// ${"TO" + "DO"}: later`, `/* ${"FIX" + "ME"} */`])("%s is found", (text) => {
  expect(found(noNotes, { [path]: text })).toEqual([expect.stringContaining("puts something off")]);
});

test("a word that only contains one is fine", () => {
  expect(found(noNotes, { [path]: "// MASTODON and hacks" })).toEqual([]);
});

test("printing is for cli, stack, bench and scripts", () => {
  const text = 'console.log("a");';
  expect(found(consoleLog, { [path]: text })).toEqual([`${path}:1 prints to the console`]);
  expect(found(consoleLog, { "cli/src/a.ts": text, [path]: 'console.error("a");' })).toEqual([]);
});

test("tools are found wherever they are named", () => {
  const name = ["C", "laude"].join("");
  const files = { "README.md": `Written with ${name}.`, "docs/a.md": "Written by people." };
  expect(found(toolNames, files)).toEqual([`README.md names a tool: ${name}`]);
});
