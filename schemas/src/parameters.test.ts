import assert from "node:assert/strict";
import { Check } from "typebox/value";
import { test } from "vitest";
import {
  Parameters,
  parameterCharactersMax,
  parameterNameCharactersMax,
  parametersMax,
} from "./parameters.ts";

const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`name-${index}`, "value"]));

test.each([
  ["nothing", {}],
  ["a line", { greeting: "Welcome" }],
  ["an empty value", { greeting: "" }],
  ["several lines and any script", { text: "två\nrader\t✓", имя: "значение" }],
  ["the longest value", { text: "x".repeat(parameterCharactersMax) }],
  ["the longest name", { ["x".repeat(parameterNameCharactersMax)]: "value" }],
  ["the most parameters", many(parametersMax)],
])("%s may be sent", (_, parameters) => {
  assert.ok(Check(Parameters, parameters));
});

test.each([
  ["an empty name", { "": "value" }],
  ["10 MiB", { text: "x".repeat(10 * 1024 * 1024) }],
  ["one character too many", { text: "x".repeat(parameterCharactersMax + 1) }],
  ["one character too many in a name", { ["x".repeat(parameterNameCharactersMax + 1)]: "value" }],
  ["one parameter too many", many(parametersMax + 1)],
  ["a number", { port: 8080 }],
  ["nested parameters", { database: { port: "1" } }],
  ["null", { greeting: null }],
  ["a NUL in a value", { text: "a\0b" }],
  ["a line feed in a name", { "a\nb": "value" }],
  ["a list", ["value"]],
])("%s may not", (_, parameters) => {
  assert.ok(!Check(Parameters, parameters));
});
