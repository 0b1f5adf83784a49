import { expect, test } from "vitest";
import { reasonOf, troublesAt } from "./troubles.ts";

test("the same trouble is news once, and is tried again ever later", () => {
  let now = 0;
  const troubles = troublesAt(() => now);
  expect(troubles.note("db", "no space")).toBe(true);
  expect(troubles.isDue("db")).toBe(false);
  now = 500;
  expect(troubles.isDue("db")).toBe(true);
  expect(troubles.note("db", "no space")).toBe(false);
  now = 1400;
  expect(troubles.isDue("db")).toBe(false);
});

test("another message is news", () => {
  const troubles = troublesAt(() => 0);
  troubles.note("db", "no space");
  expect(troubles.note("db", "no port")).toBe(true);
});

test("a changed wish is tried at once", () => {
  const troubles = troublesAt(() => 0);
  troubles.note("db", "no space", "10");
  expect(troubles.isDue("db", "10")).toBe(false);
  expect(troubles.isDue("db", "11")).toBe(true);
});

test("what is over is forgotten", () => {
  const troubles = troublesAt(() => 0);
  troubles.note("db", "no space");
  expect(troubles.over("db")).toBe(true);
  expect(troubles.over("db")).toBe(false);
  expect(troubles.isDue("db")).toBe(true);
});

test("a reason names the reason behind it once", () => {
  expect(reasonOf(new Error("no start", { cause: new Error("EACCES") }))).toBe("no start (EACCES)");
  expect(reasonOf(new Error("no start: EACCES", { cause: new Error("EACCES") }))).toBe(
    "no start: EACCES",
  );
  expect(reasonOf(new Error("alone"))).toBe("alone");
  expect(reasonOf("text")).toBe("text");
});
