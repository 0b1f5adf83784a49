import { expect, test } from "vitest";
import { isSettled } from "#api/instances/settled.ts";

test("an instance has settled when it is what was asked for", () => {
  expect(isSettled({ phase: "started", state: "started" })).toBe(true);
  expect(isSettled({ phase: "allocated", state: "started" })).toBe(false);
  expect(isSettled({ phase: "started", state: "destroyed" })).toBe(false);
});

test("a shared instance has settled as soon as it has a host", () => {
  expect(isSettled({ phase: "allocated", state: "started", shared: true })).toBe(true);
  expect(isSettled({ phase: "requested", state: "started", shared: true })).toBe(false);
  expect(isSettled({ phase: "allocated", state: "destroyed", shared: true })).toBe(false);
});
