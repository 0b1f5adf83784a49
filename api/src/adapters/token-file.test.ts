import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { issueTokens, tokenFile, tokenFileName } from "#api/adapters/token-file.ts";
import type { Identity } from "#api/identities.ts";

const ada: Identity = { actor: "person:ada", role: "person" };
const hoster: Identity = { actor: "organisation:hoster", role: "organisation" };
const accountant: Identity = { actor: "organisation:hoster", role: "accountant" };

let folder = "";
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "partita-tokens-")), "tokens");
});
afterEach(() => rm(join(folder, ".."), { recursive: true }));

const identities = () => tokenFile(join(folder, "tokens.json"));

test("each identity gets a token of its own, which leads back to it", async () => {
  const issued = await issueTokens(folder, [ada, hoster, accountant]);
  const known = await identities();
  expect(issued.map(({ token }) => known.find(token))).toEqual([ada, hoster, accountant]);
  expect(new Set(issued.map(({ token }) => token)).size).toBe(3);
});

test("the token stands in the file named after its actor", async () => {
  const [issued] = await issueTokens(folder, [ada]);
  expect(await readFile(join(folder, "person_ada.token"), "utf8")).toBe(`${issued?.token}\n`);
  expect(tokenFileName(accountant)).toBe("organisation_hoster.accountant.token");
});

test("the file of hashes holds no token, and only its owner reads any of them", async () => {
  const [issued] = await issueTokens(folder, [ada]);
  const paths = [join(folder, "tokens.json"), issued?.path ?? ""];
  expect(await readFile(paths[0] ?? "", "utf8")).not.toContain(issued?.token);
  for (const path of paths) expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
});

test("a second start keeps the tokens, and adds those of new identities", async () => {
  const [first] = await issueTokens(folder, [ada]);
  const [again, added] = await issueTokens(folder, [ada, hoster]);
  expect(again?.token).toBe(first?.token);
  expect((await identities()).find(added?.token ?? "")).toEqual(hoster);
});

test("identities that are not asked for this time keep their tokens", async () => {
  const [issued] = await issueTokens(folder, [ada]);
  await issueTokens(folder, [hoster]);
  expect((await identities()).find(issued?.token ?? "")).toEqual(ada);
});

test("a deleted token is made anew, and the old one is worth nothing", async () => {
  const [old] = await issueTokens(folder, [ada]);
  await rm(old?.path ?? "");
  const [fresh] = await issueTokens(folder, [ada]);
  const known = await identities();
  expect(known.find(old?.token ?? "")).toBeUndefined();
  expect(known.find(fresh?.token ?? "")).toEqual(ada);
});

test("a start that was killed between token and hash goes on with that token", async () => {
  const [issued] = await issueTokens(folder, [ada]);
  await rm(join(folder, "tokens.json"));
  const [again] = await issueTokens(folder, [ada]);
  expect(again?.token).toBe(issued?.token);
});

test.each(["", "{", "[]", '{"identities":[{"actor":"ada"}]}'])(
  "a file of tokens that says %j is refused with a sentence",
  async (text) => {
    await issueTokens(folder, [ada]);
    await writeFile(join(folder, "tokens.json"), text);
    const sentence = /tokens\.json is not a file of tokens; delete it/;
    await expect(identities()).rejects.toThrow(sentence);
    await expect(issueTokens(folder, [ada])).rejects.toThrow(sentence);
  },
);

test("a token file that holds no token is refused with a sentence", async () => {
  const [issued] = await issueTokens(folder, [ada]);
  await writeFile(issued?.path ?? "", "short");
  await expect(issueTokens(folder, [ada])).rejects.toThrow(
    /person_ada\.token does not hold a token/,
  );
});

test("identities without a file are refused with a sentence", async () => {
  await expect(identities()).rejects.toThrow(/tokens\.json does not exist/);
});

test("a file of tokens that others may read is refused with a sentence", async () => {
  await issueTokens(folder, [ada]);
  await chmod(join(folder, "tokens.json"), 0o644);
  await expect(identities()).rejects.toThrow(/can be read by others/);
});
