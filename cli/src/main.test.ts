import { execFile } from "node:child_process";
import { constants, statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const program = join(import.meta.dirname, "main.ts");

test("the program can be started, prints its help and ends", async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [program, "help", "up"]);
  expect(stdout).toMatch(/^partita up: Start the house/);
  expect(stderr).toBe("");
});

test("a mistake goes to the other output, with its exit code", async () => {
  const failed = promisify(execFile)(process.execPath, [program, "stauts"]);
  await expect(failed).rejects.toMatchObject({ code: 2, stdout: "" });
});

test("it may be executed, as npx wants it", () => {
  expect(statSync(program).mode & constants.S_IXUSR).not.toBe(0);
});
