import { Value } from "typebox/value";
import { expect, test } from "vitest";
import { KnownAt } from "./moment.ts";

test.each(["0", "42", "2026-01-31T12:00:00.000Z"])("%s is known at", (text) =>
  expect(Value.Check(KnownAt, text)).toBe(true),
);

test.each(["", "-1", "042", "2026-01-31", "42 2026-01-31T12:00:00.000Z"])("%s is not", (text) =>
  expect(Value.Check(KnownAt, text)).toBe(false),
);
