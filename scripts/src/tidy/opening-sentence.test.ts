import { expect, test } from "vitest";
import { found } from "../testing/a-house.ts";
import { openingSentence } from "./opening-sentence.ts";

test.each([
  ["const a = 1;", "has no opening sentence"],
  ["// Adds.\nconst a = 1;", "has no opening sentence"],
  ["/* Adds. */\nconst a = 1;", "has no opening sentence"],
  ["/** */\nconst a = 1;", "no sentence"],
  ["/** adds things */\nconst a = 1;", "no sentence"],
  ['import "a";\n/** Adds. */\nconst a = 1;', "has no opening sentence"],
])("%j is found", (text, says) => {
  expect(found(openingSentence, { "ledger/src/a.ts": text })[0]).toContain(says);
});

test.each([
  ["ledger/src/a.ts", "/** Adds. */"],
  ["ledger/src/a.ts", "/** `a` adds. */"],
  ["ledger/src/a.ts", "/**\n * Adds what takes two\n * lines to say.\n */"],
  ["cli/src/main.ts", "#!/usr/bin/env node\n/** Adds. */"],
  ["ledger/src/index.ts", 'export { a } from "./a.ts";'],
  ["ledger/src/a.test.ts", "const a = 1;"],
])("%s: %j is fine", (path, text) => {
  expect(found(openingSentence, { [path]: text })).toEqual([]);
});
