import { expect, test } from "vitest";
import { found } from "../testing/a-house.ts";
import { documentedSettings } from "./documented-settings.ts";

const rule = documentedSettings(["PARTITA_HOME"]);

test.each([
  "process.env.SECRET_SWITCH",
  'environment["SECRET_SWITCH"]',
  "world.environment.SECRET_SWITCH",
])("%s is found", (text) => {
  expect(found(rule, { "stack/src/a.ts": `const a = ${text};` })).toEqual([
    "stack/src/a.ts:1 reads SECRET_SWITCH, which no table explains",
  ]);
});

test("what the table explains, and what every program knows, is fine", () => {
  const text = 'const a = process.env.PARTITA_HOME ?? process.env["HOME"];';
  expect(found(rule, { "stack/src/a.ts": text })).toEqual([]);
});
