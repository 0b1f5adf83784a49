import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { TSchema } from "typebox";
import { Errors } from "typebox/value";
import { describe, expect, test } from "vitest";
import type { Movement } from "./movement.ts";
import { partOf, schemaDigest, storedShapes } from "./stored-shapes.ts";
import { upcast } from "./upcast.ts";

type Fixture = {
  readonly shape: string;
  readonly schema: TSchema;
  readonly movements: readonly Movement[];
};

const folder = join(import.meta.dirname, "../fixtures");
const textOf = (path: string) => readFileSync(join(folder, path), "utf8");
const fixtures = globSync("stored/*/*.json", { cwd: folder })
  .toSorted()
  .map((path) => ({ path, name: path.split("/")[1] ?? "" }));
const logs = globSync("logs/*.jsonl", { cwd: folder }).map((path) => ({ path }));

/** Where a movement departs from today's schemas: of all movements, and of its kind. */
function departures(movement: Movement): readonly unknown[] {
  return ["frame", movement.kind].flatMap((name) => {
    const today = storedShapes.find((shape) => shape.name === name);
    assert.ok(today !== undefined, `${name} is not known today`);
    return Errors(today.schema, partOf(name, movement));
  });
}

const stampOf = ({ id, kind, causes, actor, recordedAt, commandDigest }: Movement) => {
  return { id, kind, causes, actor, recordedAt, commandDigest };
};

function expectReadable(stored: Movement): void {
  const today = upcast(stored);
  expect(departures(today)).toEqual([]);
  expect(stampOf(today)).toEqual(stampOf(stored));
  expect(upcast(today)).toBe(today);
}

describe.each(fixtures)("$path", ({ path, name }) => {
  const fixture: Fixture = JSON.parse(textOf(path));

  test("is known by the digest of its schema, which its movements have", () => {
    expect(schemaDigest(fixture.schema)).toBe(fixture.shape);
    expect(fixture.movements).not.toEqual([]);
    for (const movement of fixture.movements)
      expect(Errors(fixture.schema, partOf(name, movement))).toEqual([]);
  });

  test("is read in today's shape, and twice is once", () => {
    for (const movement of fixture.movements) expectReadable(movement);
  });
});

describe.each(logs)("$path", ({ path }) => {
  test("is a log that today's house reads", () => {
    const movements = textOf(path)
      .trimEnd()
      .split("\n")
      .map((line): Movement => JSON.parse(line).movement);
    for (const movement of movements) expectReadable(movement);
  });
});

test("some shape was stored once that is not stored any more, and some log", () => {
  const old = fixtures.filter(({ path, name }) => {
    const today = storedShapes.find((shape) => shape.name === name);
    return JSON.parse(textOf(path)).shape !== today?.digest;
  });
  expect(old.length).toBeGreaterThan(0);
  expect(logs.length).toBeGreaterThan(0);
});

test("the digest of a schema does not depend on the order of its keys", () => {
  const schema = { type: "object", required: ["a"] };
  const turned = { required: ["a"], type: "object" };
  expect(schemaDigest(schema)).toBe(schemaDigest(turned));
  expect(schemaDigest(schema)).not.toBe(schemaDigest({ ...schema, required: ["b"] }));
});

test("of a frame the whole movement is described, of a kind its detail", () => {
  const movement = { id: "1/0", detail: { seller: "organisation:hoster" } };
  expect(partOf("frame", movement)).toBe(movement);
  expect(partOf("period-closed", movement)).toBe(movement.detail);
});
