import { expect, test } from "vitest";
import { found } from "../testing/a-house.ts";
import { fileNames } from "./file-names.ts";

test.each([
  "ledger/src/utils.ts",
  "ledger/src/helpers/add.ts",
  "ledger/src/base.test.ts",
  "ledger/src/lib/add.ts",
  "ledger/src/addThings.ts",
  "ledger/src/add_things.ts",
  "ledger/src/add.things.ts",
  "ledger/src/Add.ts",
])("%s is found", (path) => {
  expect(found(fileNames, { [path]: "" })).toHaveLength(1);
});

test.each([
  "ledger/src/add-things.ts",
  "ledger/src/add.test.ts",
  "ledger/src/0001-log.ts",
  "e2e/a.ts",
])("%s is fine", (path) => {
  expect(found(fileNames, { [path]: "" })).toEqual([]);
});
