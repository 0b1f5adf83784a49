import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fakeMaster } from "@partita/schemas/testing/fake-master.ts";
import { expect, onTestFinished, test } from "vitest";
import { say } from "#cli/testing/say.ts";

const done = { movements: ["m/0"], position: "20", subject: "TOKEN-0000000001" };
const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");

test("a new token is printed alone, and the Master hears its hash", async () => {
  await using master = await fakeMaster({ "issue-token": done });
  const words = ["token", "new", "monthly export", "--scope", "usage-by-period", "--days", "1"];
  const { printed, told } = await say([...words, "--role", "auditor"], master.url);
  expect(printed).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(told).toBe(
    "a token of person:ada for usage-by-period, good until 1970-01-02T00:00:00.000Z",
  );
  expect(master.heard[0]?.body).toEqual({
    holder: "person:ada",
    role: "auditor",
    title: "monthly export",
    scopes: ["usage-by-period"],
    tokenHash: hashOf(printed),
    expiresAt: "1970-01-02T00:00:00.000Z",
  });
});

test("it may go into a file of its owner only, and is then shown nowhere", async () => {
  const folder = mkdtempSync(join(tmpdir(), "partita-token-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "token");
  await using master = await fakeMaster({ "issue-token": done });
  const { printed, told } = await say(["token", "new", "x", "--file", file], master.url);
  const token = readFileSync(file, "utf8").trim();
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(printed).toBe(file);
  expect(told).not.toContain(token);
  expect(master.heard[0]?.body).toMatchObject({ tokenHash: hashOf(token), scopes: ["read"] });
});

test("tokens are listed with their scopes and their end", async () => {
  const token = {
    token: "TOKEN-1",
    title: "export",
    holder: "person:ada",
    owner: "person:ada",
    role: "person",
    scopes: ["read"],
    issuedAt: "2026-01-01T00:00:00.000Z",
    expiresAt: "2026-04-01T00:00:00.000Z",
  } as const;
  const tokens = [token, { ...token, token: "TOKEN-2", revoked: true as const }];
  await using master = await fakeMaster({
    tokens: { tokens: tokens.map((one) => ({ ...one, scopes: ["read"] })), position: "20" },
  });
  const { printed } = await say(["token"], master.url);
  expect(printed.split("\n").slice(1)).toEqual([
    "TOKEN-1  export  person:ada  person  read    2026-04-01T00:00:00.000Z",
    "TOKEN-2  export  person:ada  person  read    revoked",
  ]);
});

test("revoke names the token, and says so", async () => {
  await using master = await fakeMaster({ "revoke-token": done });
  const { printed } = await say(["token", "revoke", "TOKEN-1"], master.url);
  expect(printed).toBe("revoked TOKEN-1");
  expect(master.heard[0]?.path).toBe("/v1/tokens/TOKEN-1/revocation");
});

test.each([
  [["new"], /which title: new <title>/],
  [["new", "x", "--days", "0"], /--days is a whole number of days, not "0"/],
  [["new", "x", "--for", "ada"], /ada is not an identity; one looks like computer:COMP-1/],
  [["new", "x", "--role", "king"], /--role is one of person, organisation,/],
])("%j is refused here already", async (words, complaint) => {
  const { exit, told } = await say(["token", ...words], "http://127.0.0.1:1");
  expect(exit).toBe(2);
  expect(told).toMatch(complaint);
});
