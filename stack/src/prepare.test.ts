import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tokenFile } from "@partita/api";
import { afterAll, expect, test } from "vitest";
import { prepare } from "./prepare.ts";

const folder = mkdtempSync(join(tmpdir(), "partita-prepare-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const keep = join(folder, "keep");
const tokens = join(folder, "hashes", "tokens.json");
const handed = new Map([["computer:COMP-1", join(folder, "agent", "token")]]);

test("an API gets hashes, an agent its own token, and both fit together", async () => {
  expect(await prepare({ keep, tokens, handed })).toEqual([tokens, handed.get("computer:COMP-1")]);
  const token = readFileSync(join(folder, "agent", "token"), "utf8").trim();
  expect((await tokenFile(tokens)).find(token)?.actor).toBe("computer:COMP-1");
  expect(readFileSync(tokens, "utf8")).not.toContain(token);
  for (const path of [tokens, join(folder, "agent", "token")])
    expect(statSync(path).mode & 0o077).toBe(0);
});

test("prepared again, everybody keeps the same token", async () => {
  const before = readFileSync(join(folder, "agent", "token"), "utf8");
  await prepare({ keep, tokens, handed });
  expect(readFileSync(join(folder, "agent", "token"), "utf8")).toBe(before);
});

test("an identity that there is not is refused, with those that there are", async () => {
  const strange = new Map([["computer:COMP-9", join(folder, "token")]]);
  const prepared = prepare({ keep, tokens, handed: strange });
  await expect(prepared).rejects.toThrow(/no identity computer:COMP-9; there are person:ada, /);
});
