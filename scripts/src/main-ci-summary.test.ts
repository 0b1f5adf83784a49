import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const program = join(import.meta.dirname, "main-ci-summary.ts");
const summary = (...words: readonly string[]) =>
  spawnSync(process.execPath, [program, ...words], { encoding: "utf8" });

test("the counts stand alone on the last line", () => {
  const folder = mkdtempSync(join(tmpdir(), "partita-ci-"));
  const results = [{ fullName: "adds", status: "passed" }];
  const file = { name: "a", status: "passed", message: "", assertionResults: results };
  writeFileSync(join(folder, "vitest.json"), JSON.stringify({ testResults: [file] }));
  const { stdout, status } = summary(join(folder, "vitest.json"), "--passed", "2");
  rmSync(folder, { recursive: true });
  expect([stdout, status]).toEqual(["0 skipped\n3 passed, 0 failed\n", 0]);
});

test("a report that is not there counts as failed", () => {
  const { stdout, status } = summary("/nowhere/vitest.json");
  expect(stdout).toMatch(/^failed: \/nowhere\/vitest\.json: Error: ENOENT/);
  expect(stdout).toMatch(/\n0 passed, 1 failed\n$/);
  expect(status).toBe(1);
});
