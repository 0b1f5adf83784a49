import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testAuthority } from "@partita/certificates/testing/test-authority.ts";
import { memoryStore, sender } from "@partita/ledger";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hashOf } from "./credentials/kept-secret.ts";
import { type Preparing, prepare } from "./prepare.ts";

const folder = mkdtempSync(join(tmpdir(), "partita-prepare-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const keep = join(folder, "keep");
const roots = [join(folder, "agent", "roots.pem")];
const enrolment = join(folder, "agent", "enrolment");
const store = memoryStore();
let at = "2026-01-01T00:00:00.000Z";
let preparing: Preparing;
beforeAll(async () => {
  preparing = {
    ...{ store, keep, roots, send: sender(store), newId: randomUUID, now: () => at },
    authority: await testAuthority(),
    handed: new Map([["computer:COMP-1", enrolment]]),
  };
});

const textOf = (path: string) => readFileSync(path, "utf8").trim();
const tokenOfAda = () => textOf(join(keep, "person_ada.token"));
const logged = async () =>
  JSON.stringify((await store.readAll(0n, 100)).map((one) => one.movement));

test("the log has hashes of tokens, their files the tokens, and clients the roots", async () => {
  await prepare(preparing);
  const movements = await logged();
  for (const path of [join(keep, "person_ada.token"), enrolment]) {
    expect(movements).toContain(hashOf(textOf(path)));
    expect(movements).not.toContain(textOf(path));
    expect(statSync(path).mode & 0o077).toBe(0);
  }
  expect(textOf(roots[0] ?? "")).toMatch(/^-----BEGIN CERTIFICATE-----/);
});

test("prepared again, everybody keeps the same token, and nothing is written", async () => {
  const before = [await logged(), tokenOfAda(), textOf(enrolment)];
  await prepare(preparing);
  expect([await logged(), tokenOfAda(), textOf(enrolment)]).toEqual(before);
});

test("an old token gets a successor in time, and so does an old enrolment", async () => {
  const before = [tokenOfAda(), textOf(enrolment)];
  at = "2026-02-15T00:00:00.000Z";
  await prepare(preparing);
  expect(tokenOfAda()).toBe(before[0]);
  expect(textOf(enrolment)).not.toBe(before[1]);
  at = "2026-03-10T00:00:00.000Z";
  await prepare(preparing);
  expect(tokenOfAda()).not.toBe(before[0]);
});

test("an identity that there is not is refused, with those that there are", async () => {
  const handed = new Map([["computer:COMP-9", join(folder, "token")]]);
  const prepared = prepare({ ...preparing, handed });
  await expect(prepared).rejects.toThrow(/no identity computer:COMP-9; there are person:ada, /);
});
