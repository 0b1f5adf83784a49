import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { aDuty } from "./testing/a-duty.ts";
import { type AgentBench, agentBench } from "./testing/agent-bench.ts";
import { problem } from "./testing/fake-master.ts";
import { writeTinyRelease } from "./testing/tiny-release.ts";

const patience = { timeout: 15_000, interval: 50 };

/** An agent whose first instance is up. */
async function serving(onRequest?: Parameters<typeof agentBench>[0]) {
  const bench = await agentBench(onRequest);
  const softwareRelease = writeTinyRelease(join(bench.home, "../releases"));
  const duty = aDuty({ softwareRelease, parameters: { greeting: "good day" } });
  bench.master.supply(softwareRelease);
  bench.master.wish(duty);
  const agent = bench.start();
  await stands(bench, "started");
  return { bench, duty, agent, softwareRelease };
}

test("an agent claims, installs, starts, publishes, and says each once", async () => {
  const { bench } = await serving();
  await vi.waitFor(() => expect(bench.master.reports.length).toBeGreaterThan(0), patience);
  const said = bench.master.sent.map(
    ({ path, body }) => `${path.split("/").at(-1)} ${body.state ?? ""}`,
  );
  expect(said.map((line) => line.trim())).toEqual([
    "claim",
    "capacity",
    "software-reports building",
    "software-reports available",
    "connection",
    "reports started",
  ]);
  expect((await visit(bench)).greeting).toBe("good day");
});

test("a changed parameter is filled in, and the service restarted", async () => {
  const { bench, duty } = await serving();
  const before = await visit(bench);
  bench.master.wish({ ...duty, parameters: { greeting: "good night" }, ...known(bench) });
  await vi.waitFor(async () => expect((await visit(bench)).greeting).toBe("good night"), patience);
  expect((await visit(bench)).pid).not.toBe(before.pid);
});

test("stopped, started and destroyed again, each is done and reported", async () => {
  const { bench, duty } = await serving();
  bench.master.wish({ ...duty, ...known(bench), state: "stopped" });
  await stands(bench, "stopped");
  await expect(visit(bench)).rejects.toThrow("fetch failed");
  bench.master.wish({ ...duty, ...known(bench), state: "started" });
  await stands(bench, "started");
  bench.master.wish({ ...duty, ...known(bench), state: "destroyed" });
  await stands(bench, "destroyed");
  expect(readdirSync(join(bench.home, "partitions"))).toEqual([]);
});

test("told to leave, the agent leaves its services to its successor", async () => {
  const { bench, agent } = await serving();
  const before = await visit(bench);
  agent.leave({ stopServices: false });
  await agent.left;
  expect((await visit(bench)).pid).toBe(before.pid);
  bench.log.length = 0;
  bench.start();
  await vi.waitFor(
    () => expect(bench.log.map(({ says }) => says)).toContain("capacity set"),
    patience,
  );
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(bench.log.map(({ says }) => says)).not.toContain("service started");
  expect((await visit(bench)).pid).toBe(before.pid);
});

test("told to stop its services, it does; its successor brings them back", async () => {
  const { bench, agent } = await serving();
  agent.leave({ stopServices: true });
  await agent.left;
  await expect(visit(bench)).rejects.toThrow("fetch failed");
  expect(bench.master.duties.get("INST-1")?.reported).toBe("stopped");
  bench.start();
  await stands(bench, "started");
  expect((await visit(bench)).greeting).toBe("good day");
});

test("services are stopped also when the Master is not there to be told", async () => {
  const { bench, agent } = await serving();
  bench.master.state.refuse.set(/./, problem(503, "overloaded", true));
  agent.leave({ stopServices: true });
  await agent.left;
  await expect(visit(bench)).rejects.toThrow("fetch failed");
  expect(bench.log.map(({ says }) => says)).toContain("a stop was not reported");
});

test("a damaged memory keeps the agent neither from living nor from measuring", async () => {
  const { bench } = await serving();
  writeFileSync(join(bench.home, "duties/slappart0.json"), "garbage");
  const says = (text: string) =>
    vi.waitFor(() => expect(bench.log.map((line) => line.says)).toContain(text), patience);
  await says("partition left alone");
  expect((await visit(bench)).greeting).toBe("good day");
  rmSync(join(bench.home, "duties/slappart0.json"));
  await says("partition cleared");
});

test("a service that is killed comes back, also while the Master is away", async () => {
  const { bench } = await serving();
  const { pid } = await visit(bench);
  bench.master.state.refuse.set(/./, problem(503, "overloaded", true));
  await vi.waitFor(() => expect(bench.log.at(-1)?.says).toBe("a pass failed"), patience);
  process.kill(pid, "SIGKILL");
  await vi.waitFor(async () => expect((await visit(bench)).pid).not.toBe(pid), patience);
  expect(bench.log.filter(({ says }) => says === "a pass failed")).toHaveLength(1);
});

test("usage that the Master refuses for good lies in outbox/refused with the reason", async () => {
  const { bench } = await serving();
  bench.master.state.refuse.set(/usage$/, problem(400, "malformed-tioxml", false));
  const refused = join(bench.home, "outbox/refused");
  await vi.waitFor(() => {
    const ends = readdirSync(refused).map((name) => name.split(".").at(-1));
    expect(ends.slice(0, 2).sort()).toEqual(["json", "xml"]);
  }, patience);
});

test("a release that is broken is reported with its reason, and others go on", async () => {
  const { bench } = await serving();
  bench.master.supply("file:///no/such/software.json");
  await vi.waitFor(() => {
    const failed = bench.master.sent.filter(({ body }) => body.state === "failed");
    expect(String(failed[0]?.body.message)).toMatch(/no\/such\/software\.json cannot be read/);
  }, patience);
  expect((await visit(bench)).greeting).toBe("good day");
});

test("software that nobody uses any more is removed when that is wished", async () => {
  const { bench, duty, softwareRelease } = await serving();
  bench.master.supply(softwareRelease, "destroyed");
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(readdirSync(join(bench.home, "software"))).toHaveLength(1);
  bench.master.wish({ ...duty, ...known(bench), state: "destroyed" });
  await stands(bench, "destroyed");
  bench.master.duties.clear();
  await vi.waitFor(() => expect(readdirSync(join(bench.home, "software"))).toEqual([]), patience);
  expect(existsSync(join(bench.home, "kept/slappart0"))).toBe(false);
});

test("a computer that another agent holds is not touched", async () => {
  const bench = await agentBench();
  bench.master.state.refuse.set(/claim$/, problem(409, "computer-claimed-already", false));
  await expect(bench.start().left).rejects.toThrow(
    "COMP-1 cannot be claimed: computer-claimed-already.",
  );
  bench.master.state.refuse.clear();
});

test("an agent whose claim was released says so and leaves", async () => {
  const { bench, agent } = await serving();
  bench.master.state.agent = undefined;
  await expect(agent.left).rejects.toThrow(/no longer in charge of COMP-1, nobody is/);
});

test("a second agent on the same home is refused", async () => {
  const { bench } = await serving();
  expect(() => bench.start()).toThrow(`another agent (process ${process.pid}) works on this home`);
});

test("neither token nor parameters reach the log", async () => {
  const { bench } = await serving();
  expect(JSON.stringify(bench.log)).not.toMatch(/a token|good day/);
});

function known({ master }: AgentBench) {
  const { reported = "waiting", connection = {} } = master.duties.get("INST-1") ?? {};
  return { reported, connection } as const;
}

async function stands({ master, log }: AgentBench, state: string): Promise<void> {
  await vi.waitFor(
    () => expect(master.duties.get("INST-1")?.reported, JSON.stringify(log.slice(-3))).toBe(state),
    patience,
  );
}

async function visit({ master }: AgentBench): Promise<{ pid: number; greeting: string }> {
  const reply = await fetch(master.duties.get("INST-1")?.connection.url ?? "");
  // The answer of the tiny release's own program.
  return (await reply.json()) as { pid: number; greeting: string };
}
