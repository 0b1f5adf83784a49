/** One vitest project per workspace; those that need PostgreSQL share one server. */
import { defineConfig } from "vitest/config";

const pure = ["schemas", "billing", "cli", "portal", "scripts", "bench"];
const withPostgres = [
  "ledger",
  "projections",
  "allocator",
  "api",
  "certificates",
  "webhooks",
  "stack",
  "e2e",
  "node-agent",
];
const releases = ["guestbook", "postgres"];

const project = (name: string, root: string, globalSetup: string[]) => ({
  test: {
    name,
    root,
    include: ["**/*.test.ts"],
    exclude: ["**/node_modules/**"],
    globalSetup,
    // Whole houses start within a test; on a busy machine that takes a while.
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});

export default defineConfig({
  test: {
    // .ci/run counts what passed, failed and was skipped from this file.
    reporters: process.env.CI
      ? ["default", ["json", { outputFile: ".partita-ci/vitest.json" }]]
      : ["default"],
    projects: [
      ...pure.map((name) => project(name, name, [])),
      ...withPostgres.map((name) =>
        project(name, name, [`${import.meta.dirname}/stack/src/testing/postgres-for-tests.ts`]),
      ),
      ...releases.map((name) => project(`software-${name}`, `software/${name}`, [])),
    ],
  },
});
