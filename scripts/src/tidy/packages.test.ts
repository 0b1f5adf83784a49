import { expect, test } from "vitest";
import { found } from "../testing/a-house.ts";
import { allowedScripts, declaredPackages } from "./packages.ts";

const lock = JSON.stringify({
  packages: {
    "": {},
    "node_modules/node": { hasInstallScript: true },
    "node_modules/a/node_modules/@b/c": { hasInstallScript: true },
    "node_modules/quiet": {},
  },
});

test("a package that would run a script unseen is found", () => {
  const files = {
    "package.json": '{ "allowScripts": { "node": true } }',
    "package-lock.json": lock,
  };
  expect(found(allowedScripts, files)).toEqual(["package.json allowScripts does not mention @b/c"]);
});

const manifest = '{ "dependencies": { "pg": "1" } }';
const root = '{ "devDependencies": { "vitest": "1" } }';
const declared = { "ledger/package.json": manifest, "package.json": root };

test.each([
  ["ledger/src/a.ts", 'import { x } from "kysely";', "imports kysely, undeclared"],
  [
    "ledger/src/a.ts",
    'import { x } from "@fastify/swagger/y";',
    "imports @fastify/swagger, undeclared",
  ],
  ["ledger/src/a.ts", 'import { test } from "vitest";', "imports vitest, undeclared"],
])("%s: %s is found", (path, text, says) => {
  expect(found(declaredPackages, { ...declared, [path]: text })).toEqual([`${path}:1 ${says}`]);
});

test.each([
  [
    "ledger/src/a.ts",
    'import pg from "pg"; import "node:fs"; import "./b.ts"; import "#ledger/c.ts";',
  ],
  ["ledger/src/a.test.ts", 'import { test } from "vitest";'],
])("%s: %s is fine", (path, text) => {
  expect(found(declaredPackages, { ...declared, [path]: text })).toEqual([]);
});
