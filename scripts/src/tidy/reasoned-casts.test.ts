import { expect, test } from "vitest";
import { found } from "../testing/a-house.ts";
import { reasonedCasts } from "./reasoned-casts.ts";

const path = "ledger/src/a.ts";

test.each([
  "const a = b as C;",
  "const a = <C>b;",
  "const a = b as unknown as C;",
  "// A reason.\n\nconst a = b as C;",
  "/** Adds. */\nfunction f() {\n  return b as C;\n}",
  "// A reason for something else.\nconst x = 1;\nconst a = b as C;",
  "const a = b; // A reason.\nconst c = b as C;",
])("%j is found, once", (text) => {
  expect(found(reasonedCasts, { [path]: text })).toEqual([
    expect.stringMatching(/casts without a reason/),
  ]);
});

test.each([
  "const a = [1] as const;",
  'import { a as b } from "./a.ts";',
  "const a = b satisfies C;",
  "// It was checked above.\nconst a = b as C;",
  "// It was checked above,\n// at length.\nconst a = b as C;",
  "/** It was checked above. */\nconst a = {\n  c: b as C,\n};",
  "const a = {\n  // It was checked above.\n  c: b as C,\n};",
  "// It was checked above.\nconst a = c.map((b) => b as C);",
  "/** Looks up, hence the cast. */\nfunction f() {\n  const x = 1;\n  return b as C;\n}",
])("%j is fine", (text) => {
  expect(found(reasonedCasts, { [path]: text })).toEqual([]);
});

test("a test may forge what it likes", () => {
  expect(found(reasonedCasts, { "ledger/src/a.test.ts": "const a = b as C;" })).toEqual([]);
});
