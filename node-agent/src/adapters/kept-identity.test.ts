import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { enrolmentKey, identityFile, keepIdentity, readIdentity } from "./kept-identity.ts";

function aHome(): string {
  const home = mkdtempSync(join(tmpdir(), "partita-identity-"));
  onTestFinished(() => rmSync(home, { recursive: true }));
  return home;
}

const life = { notBefore: "2026-01-01T00:00:00.000Z", notAfter: "2026-01-31T00:00:00.000Z" };
const pem = { key: "k", certificate: "c", chain: "", roots: "r" };
const identity = { ...pem, ...life, serial: "7f", enrolment: "e" };

test("key and certificate are kept together, for their owner's eyes only", () => {
  const home = aHome();
  expect(readIdentity(home)).toBeUndefined();
  keepIdentity(home, identity);
  expect(readIdentity(home)).toEqual(identity);
  expect(statSync(identityFile(home)).mode & 0o077).toBe(0);
});

test("a file that others may read, or that lacks a part, is not used", () => {
  const home = aHome();
  keepIdentity(home, identity);
  chmodSync(identityFile(home), 0o644);
  expect(() => readIdentity(home)).toThrow("holds a key and can be read by others");
  writeFileSync(identityFile(home), JSON.stringify({ key: "k" }), { mode: 0o600 });
  chmodSync(identityFile(home), 0o600);
  expect(() => readIdentity(home)).toThrow("then enrol this computer anew");
});

test("an enrolment that was begun goes on with its key, until there is a certificate", async () => {
  const home = aHome();
  const made: string[] = [];
  const make = async () => `key ${made.push("one more")}`;
  expect(await enrolmentKey(home, "one", make)).toBe("key 1");
  expect(await enrolmentKey(home, "one", make)).toBe("key 1");
  expect(await enrolmentKey(home, "another", make)).toBe("key 2");
  keepIdentity(home, identity);
  expect(await enrolmentKey(home, "another", make)).toBe("key 3");
});
