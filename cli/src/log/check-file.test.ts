import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { signCheckpoint } from "@partita/schemas/log/checkpoint.ts";
import { frontier } from "@partita/schemas/log/frontier.ts";
import { leafHash } from "@partita/schemas/log/hashes.ts";
import { logHeader } from "@partita/schemas/log/log-file.ts";
import { keyText } from "@partita/schemas/log/signed-note.ts";
import { aSigner } from "@partita/schemas/testing/a-signer.ts";
import { afterAll, expect, test } from "vitest";
import { checkFile } from "./check-file.ts";

const folder = mkdtempSync(join(tmpdir(), "partita-file-"));
afterAll(() => rmSync(folder, { recursive: true }));
const signer = aSigner();
const key = keyText(signer);
// Separators that JSON leaves as they are must not cut a line.
const leaves = ['{"text":"one\u2028two"}', '{"text":"\u2029"}', `{"text":"${"x".repeat(70_000)}"}`];

function exported(size = leaves.length): string {
  const tree = frontier();
  for (const leaf of leaves) tree.add(leafHash(leaf));
  const { note } = signCheckpoint(size, tree.root(), signer);
  return [logHeader(note, key), ...leaves, ""].join("\n");
}

function file(text: string): string {
  const path = join(folder, "log.jsonl");
  writeFileSync(path, text);
  return path;
}

test("an exported log is whole as it was exported", async () => {
  expect(await checkFile(file(exported()), key)).toMatchObject({ isWhole: true, size: 3 });
});

test("the key that the file brings is named as such", async () => {
  const { isWhole, checked } = await checkFile(file(exported()), undefined);
  expect(isWhole).toBe(true);
  expect(checked[0]).toContain("a key that the file itself brings");
});

test("a file that somebody else has signed is not the log", async () => {
  const other = keyText(aSigner("other"));
  const { findings } = await checkFile(file(exported()), other);
  expect(findings.map(({ damage }) => damage)).toEqual(["checkpoint-broken"]);
});

test("a file of fewer movements than were signed is not the log", async () => {
  const { findings } = await checkFile(file(exported(4)), key);
  expect(findings[0]?.says).toBe("4 movements were signed, and the file has 3");
});

test.each(["", "no JSON", "{}", '{"format":"partita log 2"}'])(
  "a file that begins with %s is neither log nor evidence",
  async (text) => {
    await expect(checkFile(file(text), key)).rejects.toThrow("neither an exported log");
  },
);

test("a file that is not there is a mistake in the command line", async () => {
  await expect(checkFile(join(folder, "none"), key)).rejects.toThrow("cannot be read");
});
