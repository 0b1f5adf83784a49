import { expect, test } from "vitest";
import { found } from "../testing/a-house.ts";
import { importTable } from "./import-table.ts";

test.each([
  [
    "schemas/src/a.ts",
    'import { handle } from "@partita/ledger";',
    "schemas may not import ledger",
  ],
  ["cli/src/a.ts", 'export { handle } from "@partita/ledger";', "cli may not import ledger"],
  ["cli/src/a.ts", 'await import("@partita/stack");', "cli may not import stack"],
  ["cli/src/a.ts", 'type A = import("@partita/stack").A;', "cli may not import stack"],
  [
    "software/guestbook/a.ts",
    'import "@partita/schemas";',
    "software/guestbook may not import schemas",
  ],
  [
    "api/src/a.ts",
    'import { handle } from "#ledger/handle.ts";',
    "#ledger/handle.ts is not of this workspace",
  ],
  ["api/src/a.ts", 'import "../../ledger/src/handle.ts";', "leaves its workspace"],
  ["api/src/a.ts", 'import { rebuild } from "@partita/projections";', "as a value"],
  ["billing/src/a.ts", 'import { x } from "@partita/projections/usage/table.ts";', "as a value"],
])("%s: %s is found", (path, text, says) => {
  expect(found(importTable, { [path]: text })).toEqual([expect.stringContaining(`${path}:1`)]);
  expect(found(importTable, { [path]: text })[0]).toContain(says);
});

test.each([
  ["ledger/src/a.ts", 'import { refuse } from "@partita/schemas";'],
  ["api/src/b/a.ts", 'import { b } from "../b.ts"; import { c } from "#api/c.ts";'],
  ["api/src/a.ts", 'import type { Rows } from "@partita/projections";'],
  ["api/src/a.ts", 'import { type Rows } from "@partita/projections";'],
  [
    "billing/src/a.ts",
    'import { listUsage } from "@partita/projections/usage-by-period/query.ts";',
  ],
  ["billing/src/a.test.ts", 'import { memoryRows } from "@partita/projections";'],
  ["e2e/a.ts", 'import { buildApi } from "@partita/api";'],
])("%s: %s is fine", (path, text) => {
  expect(found(importTable, { [path]: text })).toEqual([]);
});
