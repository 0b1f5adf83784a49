import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, expect, inject, test } from "vitest";
import { unprivilegedUser } from "../home/unprivileged.ts";
import { postgresBinaries } from "./binaries.ts";
import { startPostgres } from "./server.ts";

const folder = mkdtempSync(join(tmpdir(), "partita-server-test-"));
chmodSync(folder, 0o711);
const options = {
  folder: join(folder, "postgres"),
  binaries: postgresBinaries(),
  user: unprivilegedUser(),
};
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function ask(url: string, query: string) {
  const connection = new pg.Client(url);
  await connection.connect();
  const { rows } = await connection.query(query);
  await connection.end();
  return rows;
}

test("a server that outlived its house is found again, with its data", async () => {
  const first = await startPostgres(options);
  await ask(first.url, "create table kept as select 42 as answer");
  const second = await startPostgres(options);
  expect(second).toMatchObject({ found: true, pid: first.pid });
  expect(await ask(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
  await second.stop();
  await expect(ask(second.url, "select 1")).rejects.toThrow();
});

test("a server killed without warning starts again on the same data", async () => {
  const first = await startPostgres(options);
  process.kill(first.pid, "SIGKILL");
  const second = await startPostgres(options);
  expect(second.found).toBe(false);
  expect(await ask(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
  await second.stop();
});

test("a killed server whose processes linger for a moment is waited for", async () => {
  const first = await startPostgres(options);
  const helpers = childrenOf(first.pid).filter((pid) => isTold(pid, "SIGSTOP"));
  expect(helpers.length).toBeGreaterThan(0);
  process.kill(first.pid, "SIGKILL");
  // Stopped, they keep the server's memory; killed, they let it go.
  const release = () => {
    for (const pid of helpers.splice(0)) isTold(pid, "SIGKILL");
  };
  const timer = setTimeout(release, 700);
  try {
    const second = await startPostgres(options);
    expect(await ask(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
    await second.stop();
  } finally {
    clearTimeout(timer);
    release();
  }
});

/** False: it has ended by itself, as what served the last connection does. */
function isTold(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (fault) {
    if (fault instanceof Error && "code" in fault && fault.code === "ESRCH") return false;
    throw fault;
  }
}

function childrenOf(parent: number): number[] {
  const text = readFileSync(`/proc/${parent}/task/${parent}/children`, "utf8");
  return text.trim().split(" ").map(Number);
}

test("the tests' own server keeps text in code point order", async () => {
  expect(await ask(inject("postgresUrl"), "select 'a' < 'B' as locale_order")).toEqual([
    { locale_order: false },
  ]);
});
