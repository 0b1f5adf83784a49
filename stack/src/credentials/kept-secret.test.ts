import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { hashOf, keptSecret } from "./kept-secret.ts";

const folder = mkdtempSync(join(tmpdir(), "partita-secret-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("it is made once, known by its hash, and for its owner's eyes only", async () => {
  const path = join(folder, "deep", "token");
  const known = new Set<string>();
  const secret = {
    isGood: (hash: string) => known.has(hash),
    issue: async (hash: string) => void known.add(hash),
  };
  const token = await keptSecret(path, secret);
  expect(known).toEqual(new Set([hashOf(token)]));
  expect(await keptSecret(path, secret)).toBe(token);
  expect(readFileSync(path, "utf8").trim()).toBe(token);
  expect(statSync(path).mode & 0o077).toBe(0);
});

test("one that could not be issued is in no file", async () => {
  const path = join(folder, "refused");
  const issue = () => Promise.reject(new Error("refused"));
  await expect(keptSecret(path, { isGood: () => false, issue })).rejects.toThrow("refused");
  expect(readdirSync(folder).filter((name) => name.startsWith("refused"))).toEqual([]);
});

test("a file that holds something else is never written over", async () => {
  const path = join(folder, "other");
  writeFileSync(path, "a shopping list");
  const made = keptSecret(path, { isGood: () => false, issue: async () => {} });
  await expect(made).rejects.toThrow("does not hold a token; delete it");
  expect(readFileSync(path, "utf8")).toBe("a shopping list");
});
