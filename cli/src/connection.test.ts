import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findConnection } from "./connection.ts";
import type { World } from "./world.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "partita-cli-"));
  const tokens = join(root, ".partita/tokens");
  mkdirSync(tokens, { recursive: true });
  writeFileSync(join(tokens, "person_ada.token"), "ada's token\n");
  writeFileSync(join(tokens, "organisation_hoster.token"), "hoster's token\n");
  const master = JSON.stringify({ url: "http://127.0.0.1:8080", tokens });
  writeFileSync(join(root, ".partita/master.json"), master);
});
afterEach(() => rmSync(root, { recursive: true }));

// Only these two are looked at here.
const worldOf = (environment: World["environment"]) => ({ environment, root }) as World;
const ada = { identity: "person:ada" };

test("a house's home tells its address and the token of the identity", () => {
  const found = findConnection(ada, worldOf({}));
  expect(found).toEqual({ url: "http://127.0.0.1:8080", token: "ada's token" });
});

test("PARTITA_HOME moves the home", () => {
  const world = { ...worldOf({ PARTITA_HOME: join(root, ".partita") }), root: "/nowhere" };
  expect(findConnection(ada, world).token).toBe("ada's token");
});

test("the environment goes before the home, and options before the environment", () => {
  const environment = { PARTITA_URL: "http://master", PARTITA_TOKEN: "from outside" };
  expect(findConnection(ada, worldOf(environment))).toEqual({
    url: "http://master",
    token: "from outside",
  });
  const tokenFile = join(root, ".partita/tokens/organisation_hoster.token");
  expect(findConnection({ ...ada, url: "http://other", tokenFile }, worldOf(environment))).toEqual({
    url: "http://other",
    token: "hoster's token",
  });
});

test("a foreign address never gets a token of this house", () => {
  expect(findConnection({ ...ada, url: "http://elsewhere" }, worldOf({}))).toEqual({
    url: "http://elsewhere",
  });
});

test("an unknown identity is told which there are", () => {
  expect(() => findConnection({ identity: "person:eve" }, worldOf({}))).toThrow(
    "no token for person:eve; it has tokens for organisation:hoster, person:ada",
  );
});

test("an identity cannot lead out of the folder of tokens", () => {
  expect(() => findConnection({ identity: "../secret" }, worldOf({}))).toThrow(
    "../secret is not an identity",
  );
});

test("a master.json of another shape is no house", () => {
  writeFileSync(join(root, ".partita/master.json"), "{}");
  expect(() => findConnection(ada, worldOf({}))).toThrow("names no url and tokens");
});

test("a certificate is shown in the place of a token of the house, and only with its key", () => {
  const [cert, certKey] = [join(root, "cert.pem"), join(root, "key.pem")];
  for (const path of [cert, certKey]) writeFileSync(path, "PEM");
  const found = findConnection({ ...ada, cert, certKey, ca: cert }, worldOf({}));
  expect(found).toEqual({ url: "http://127.0.0.1:8080", fetch: expect.any(Function) });
  expect(() => findConnection({ ...ada, cert }, worldOf({}))).toThrow("both --cert and --cert-key");
  const foreign = { ...ada, url: "https://elsewhere", cert, certKey };
  expect(() => findConnection(foreign, worldOf({}))).toThrow("give --ca");
});

test("roots that cannot be read are named", () => {
  const world = worldOf({ PARTITA_CA_FILE: "/nowhere/roots.pem" });
  expect(() => findConnection(ada, world)).toThrow("The file of roots /nowhere/roots.pem cannot");
});

test("an address that is none is refused", () => {
  expect(() => findConnection({ ...ada, url: "8080" }, worldOf({}))).toThrow(
    "8080 is not the address of a Master",
  );
});
