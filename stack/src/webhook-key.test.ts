import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { webhookKey } from "./webhook-key.ts";

const folder = mkdtempSync(join(tmpdir(), "partita-webhook-key-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("made once, whoever asks, and for its owner's eyes only", async () => {
  const path = join(folder, "key");
  const [one, other] = await Promise.all([webhookKey(path), webhookKey(path)]);
  expect(one).toHaveLength(32);
  expect(other).toEqual(one);
  expect(await webhookKey(path)).toEqual(one);
  expect(statSync(path).mode & 0o077).toBe(0);
  expect(readdirSync(folder)).toEqual(["key"]);
});

test("a file that holds something else is never written over", async () => {
  const path = join(folder, "other");
  writeFileSync(path, "half a ke");
  await expect(webhookKey(path)).rejects.toThrow("bring it back from a backup");
});
