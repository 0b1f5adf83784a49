import { expect, test } from "vitest";
import { found } from "../testing/a-house.ts";
import { corePurity } from "./core-purity.ts";

test.each([
  ["ledger/src/a.ts", 'import { readFileSync } from "node:fs";', "core imports node:fs"],
  [
    "ledger/src/a.ts",
    'import { readFile } from "node:fs/promises";',
    "core imports node:fs/promises",
  ],
  ["allocator/src/a.ts", 'import { Queue } from "bullmq";', "core imports bullmq"],
  ["ledger/src/a.ts", 'import { s } from "./adapters/memory/store.ts";', "touches the world"],
  ["ledger/src/a.ts", "const at = Date.now();", "core says Date.now"],
  ["ledger/src/a.ts", "const at = new Date();", "core says new Date()"],
  ["ledger/src/a.ts", "const dice = Math.random();", "core says Math.random"],
  ["ledger/src/a.ts", 'import { randomUUID } from "node:crypto";', "core says randomUUID"],
  ["billing/src/a.ts", "const home = process.env.HOME;", "core says process.env"],
  ["node-agent/src/drivers/driver.ts", 'import "node:net";', "core imports node:net"],
])("%s: %s is found", (path, text, says) => {
  expect(found(corePurity, { [path]: text })[0]).toContain(says);
});

test.each([
  ["ledger/src/adapters/postgres/store.ts", 'import pg from "pg";'],
  ["ledger/src/index.ts", 'export { memoryStore } from "./adapters/memory/store.ts";'],
  ["ledger/src/a.test.ts", 'import { readFileSync } from "node:fs";'],
  ["ledger/src/testing/a.ts", "const at = Date.now();"],
  ["node-agent/src/drivers/process/start.ts", 'import "node:child_process";'],
  ["projections/src/usage/table.ts", 'import { sql } from "kysely";'],
  ["cli/src/a.ts", "const home = process.env.HOME;"],
  ["ledger/src/a.ts", '// Date.now() is handed in\nconst at = new Date("2026-01-01");'],
  ["ledger/src/a.ts", 'const says = "Math.random()";'],
])("%s: %s is fine", (path, text) => {
  expect(found(corePurity, { [path]: text })).toEqual([]);
});
