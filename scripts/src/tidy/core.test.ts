import { expect, test } from "vitest";
import { buildHouse } from "../adapters/build-house.ts";
import { isCore, isIndex } from "./core.ts";

const core = (path: string) => buildHouse(new Map([[path, ""]])).sources.some(isCore);

test.each([
  "ledger/src/handle.ts",
  "node-agent/src/drivers/driver.ts",
  "schemas/src/commands/a.ts",
])("%s is core", (path) => {
  expect(core(path)).toBe(true);
});

test.each([
  "ledger/src/adapters/memory/store.ts",
  "ledger/src/testing/given.ts",
  "ledger/src/handle.test.ts",
  "node-agent/src/main-once.ts",
  "node-agent/src/drivers/process/logs.ts",
  "projections/src/open-offers/query.ts",
  "api/src/write.ts",
  "software/guestbook/serve.ts",
  "vitest.config.ts",
])("%s is not", (path) => {
  expect(core(path)).toBe(false);
});

test("an index is known by its name alone", () => {
  const { sources } = buildHouse(new Map([["ledger/src/index.ts", ""]]));
  expect(sources.map(isIndex)).toEqual([true]);
});
