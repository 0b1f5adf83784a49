import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openDatabase, openHome } from "@partita/stack";
import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { clone } from "./testing/compose-file.ts";
import { npmStart, processesIn, temporaryHome } from "./testing/npm-start.ts";

const homes: ReturnType<typeof temporaryHome>[] = [];
afterEach(() => {
  for (const home of homes.splice(0)) {
    for (const { pid } of processesIn(home.folder)) process.kill(pid, "SIGKILL");
    home.remove();
  }
});

async function partita(home: string, ...words: readonly string[]) {
  const child = spawn(process.execPath, [join(clone, "cli/src/main.ts"), ...words], {
    env: { PATH: process.env.PATH, PARTITA_HOME: home },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: string[] = [];
  child.stdout.on("data", (text) => said.push(String(text)));
  child.stderr.on("data", (text) => said.push(String(text)));
  const [code] = await once(child, "close");
  return { code, said: said.join("") };
}

/** Behind the back of the house, which is not running. */
async function inDatabase<Row extends object>(home: string, text: string): Promise<Row[]> {
  const database = await openDatabase(openHome(home), undefined);
  const client = new pg.Client({ connectionString: database.url });
  client.on("error", () => undefined);
  await client.connect();
  const { rows } = await client.query<Row>(text);
  await client.end();
  await database.close();
  return rows;
}

test("rows are those of the log, while a house runs and after, until one is touched", async () => {
  const home = temporaryHome();
  homes.push(home);
  const { folder } = home;
  const house = npmStart(folder);
  await house.line("Ctrl-C stops the house");

  const running = await partita(folder, "replay", "--json");
  expect(running.code, running.said).toBe(0);
  const { equal, projections, log } = JSON.parse(running.said);
  expect(equal).toBe(true);
  expect(projections.length).toBeGreaterThan(10);
  expect(log.root).toMatch(/^[0-9a-f]{64}$/);
  house.process.kill("SIGTERM");
  expect(await house.exit).toBe(0);

  const into = join(folder, "rows");
  const stopped = await partita(folder, "replay", "--into", into, "--known-at", "20");
  expect(stopped.code, stopped.said).toBe(0);
  expect(stopped.said).toMatch(/Replayed 20 movements, up to position 20\.[\s\S]*All are equal/);
  expect(readdirSync(into)).toHaveLength(projections.length);
  const market = readFileSync(join(into, "free_partitions.jsonl"), "utf8").trim().split("\n");
  expect(market.map((line) => JSON.parse(line).key)).toEqual(["COMP-1", "COMP-2"]);
  const kept = await partita(folder, "replay", "--into", "schema:half_year");
  expect(kept.code, kept.said).toBe(0);
  expect(processesIn(folder)).toEqual([]);

  const schemas = await inDatabase<{ name: string }>(
    folder,
    "select nspname as name from pg_namespace where nspname ~ '^(replay_|half_year)'",
  );
  expect(schemas).toEqual([{ name: "half_year" }]);
  const touched = await touchInvoice(folder);
  const differing = await partita(folder, "replay");
  expect(differing.code, differing.said).toBe(1);
  expect(differing.said).toContain(`issued_invoices differs first at ${touched}:`);
  expect(differing.said).toContain("NOT all are equal");
});

/** Changes the number of an invoice, wherever its row and the row's past are kept. */
async function touchInvoice(folder: string): Promise<string> {
  const tables = await inDatabase<{ name: string }>(
    folder,
    "select tablename as name from pg_tables where tablename ~ '^issued_invoices_[0-9]'",
  );
  const keys: string[] = [];
  for (const { name } of tables) {
    const text = `update projections.${name}
      set row = replace(row::text, '"number":1', '"number":7')::json returning key`;
    keys.push(...(await inDatabase<{ key: string }>(folder, text)).map(({ key }) => key));
  }
  return String(keys[0]);
}

test("what cannot be replayed is told in a sentence", async () => {
  const home = temporaryHome();
  homes.push(home);
  const nowhere = await partita(home.folder, "replay");
  expect(nowhere.code).toBe(1);
  expect(nowhere.said).toMatch(/no house has run at .*; set DATABASE_URL, or PARTITA_HOME/);
  const odd = await partita(home.folder, "replay", "--at", "yesterday");
  expect(odd.code).toBe(2);
  expect(odd.said).toContain("--at yesterday is no instant");
  const unequal = await partita(home.folder, "copy", "--from", "postgres://a/b");
  expect(unequal.code).toBe(2);
  expect(unequal.said).toContain("--to is missing");
});
