import assert from "node:assert/strict";
import { Check, Errors } from "typebox/value";
import { describe, test } from "vitest";
import { Frame } from "../movement-frame.ts";
import { resources } from "../resource.ts";
import { movementKinds } from "./registry.ts";

const names = movementKinds.map(({ kind }) => kind);
const irregularParticiples = ["lost", "rewound", "set", "withdrawn"];

test("every kind stands in the registry once, in alphabetical order", () => {
  assert.deepEqual(names, [...new Set(names)].toSorted());
});

describe.each(movementKinds)("$kind", ({ kind, says, detail, example }) => {
  test("is a noun and what became of it", () => {
    const [noun, ...rest] = kind.split("-");
    const participle = rest.at(-1) ?? "";
    assert.match(noun ?? "", /^[a-z]+$/);
    assert.ok(participle.endsWith("ed") || irregularParticiples.includes(participle), kind);
  });

  test("says in one sentence what happened", () => {
    assert.match(says, /^[A-Z][^\n]+\.$/);
  });

  test("has an example with the frame of every movement and the detail of its kind", () => {
    const { detail: exampleDetail, ...frame } = example;
    assert.deepEqual(Errors(Frame, frame), []);
    assert.deepEqual(Errors(detail, exampleDetail), []);
  });

  test("has an example whose quantity its resource can carry", () => {
    const decimals = example.quantity.split(".")[1]?.length ?? 0;
    assert.ok(decimals <= resources[example.resource].scale);
  });

  test("does not take just anything for its detail", () => {
    assert.ok(!Check(detail, null) && !Check(detail, "anything"));
  });
});
