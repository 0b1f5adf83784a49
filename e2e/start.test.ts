import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { testDatabase } from "@partita/ledger/testing/test-database.ts";
import { afterEach, expect, test } from "vitest";
import { npmStart, processesIn, temporaryHome } from "./testing/npm-start.ts";

const homes: ReturnType<typeof temporaryHome>[] = [];
afterEach(() => {
  for (const home of homes.splice(0)) {
    expect(processesIn(home.folder)).toEqual([]);
    home.remove();
  }
});

function aHome(): string {
  const home = temporaryHome();
  homes.push(home);
  return home.folder;
}

async function startOnce(home: string, environment: Readonly<Record<string, string>> = {}) {
  const started = npmStart(home, ["--once"], environment);
  return { code: await started.exit, said: started.lines.join("\n") };
}

test("a port that was chosen and is taken is named, with what to do", async () => {
  const squatter = createServer().listen({ port: 0, host: "127.0.0.1" });
  await new Promise((resolve) => squatter.once("listening", resolve));
  const address = squatter.address();
  const port = typeof address === "object" ? String(address?.port) : "";
  const { code, said } = await startOnce(aHome(), { PARTITA_PORT: port });
  squatter.close();
  expect(code).toBe(1);
  expect(said).toContain(`port ${port} of PARTITA_PORT is taken`);
  expect(said).toContain("or set PARTITA_PORT to another port");
});

test("a home that cannot be written is named, with what to do", async () => {
  const home = aHome();
  writeFileSync(join(home, "file"), "");
  const { code, said } = await startOnce(join(home, "file", "house"));
  expect(code).toBe(1);
  expect(said).toMatch(/cannot be written .*set PARTITA_HOME to a folder that you may write/);
});

test("a damaged lock is named, with what to do", async () => {
  const home = aHome();
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, "house.lock"), "\0\0\0");
  const { code, said } = await startOnce(home);
  expect(code).toBe(1);
  expect(said).toMatch(/house.lock is damaged.*delete that file and start again/);
});

test("a port that is none is refused before anything starts", async () => {
  const { code, said } = await startOnce(aHome(), { PARTITA_PORT: "http" });
  expect(code).toBe(1);
  expect(said).toContain('PARTITA_PORT is "http"; a port is a number from 1 to 65535');
});

test("the API without TLS is refused beyond loopback before anything starts", async () => {
  const beyond = { PARTITA_PLAIN_PORT: "8019", PARTITA_HOST: "0.0.0.0" };
  const { code, said } = await startOnce(aHome(), beyond);
  expect(code).toBe(1);
  expect(said).toContain("PARTITA_PLAIN_PORT is for loopback only, and PARTITA_HOST is 0.0.0.0");
});

test("a database that does not answer is named, with what to check", async () => {
  const DATABASE_URL = "postgres://nobody:secret-word@127.0.0.1:1/none";
  const { code, said } = await startOnce(aHome(), { DATABASE_URL });
  expect(code).toBe(1);
  expect(said).toContain("the database of DATABASE_URL cannot be used");
  expect(said).not.toContain("secret-word");
});

test("DATABASE_URL replaces the server of the house's own", async () => {
  const database = await testDatabase();
  const home = aHome();
  const { code, said } = await startOnce(home, { DATABASE_URL: database.url });
  expect(code, said).toBe(0);
  expect(JSON.parse(said.split("\n").at(-1) ?? "")).toMatchObject({ ok: true });
  await database.drop();
});
