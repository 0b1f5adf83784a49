import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keyText, openNote, signNote } from "@partita/schemas/log/signed-note.ts";
import { afterAll, expect, test } from "vitest";
import { signingKey } from "#ledger/adapters/signing-key.ts";

const folder = mkdtempSync(join(tmpdir(), "partita-key-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("a key is made at first, for its owner only, and is the same from then on", async () => {
  const path = join(folder, "log.key");
  const first = await signingKey(path);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const again = await signingKey(path);
  expect(keyText(again)).toBe(keyText(first));
  expect(openNote(signNote("a text\n", again), keyText(first))).toBe("a text\n");
});

test("several processes that start at once have one key, and leave no drafts", async () => {
  const path = join(folder, "raced.key");
  const signers = await Promise.all(Array.from({ length: 20 }, () => signingKey(path)));
  expect(new Set(signers.map(keyText)).size).toBe(1);
  expect(readdirSync(folder).filter((name) => name.startsWith("raced"))).toEqual(["raced.key"]);
});

test("two houses have different keys and different names", async () => {
  const [one, other] = [await signingKey(join(folder, "1")), await signingKey(join(folder, "2"))];
  expect(one.name).not.toBe(other.name);
  expect(keyText(one)).not.toBe(keyText(other));
});

test("a key that another tool made is used", async () => {
  const path = join(folder, "peter.key");
  const line = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz\n";
  writeFileSync(path, line);
  const signer = await signingKey(path);
  expect(keyText(signer)).toBe(
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
  );
});

test("a file that was cut off or changed is refused, and not overwritten", async () => {
  const path = join(folder, "spoiled.key");
  await signingKey(path);
  const line = readFileSync(path, "utf8");
  for (const spoiled of ["", line.slice(0, -10), line.replace("partita", "other"), `x${line}`]) {
    writeFileSync(path, spoiled);
    await expect(signingKey(path)).rejects.toThrow("cannot be used");
    expect(readFileSync(path, "utf8")).toBe(spoiled);
  }
});

test("where no file can be, no key is made", async () => {
  await expect(signingKey(join(folder, "nowhere/log.key"))).rejects.toThrow();
});
