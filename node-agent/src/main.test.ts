import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { readProcess } from "./drivers/process/proc.ts";
import { isAlive } from "./processes.ts";
import { aDuty } from "./testing/a-duty.ts";
import { type AgentBench, agentBench } from "./testing/agent-bench.ts";
import { problem } from "./testing/fake-master.ts";
import { writeTinyRelease } from "./testing/tiny-release.ts";

const main = join(import.meta.dirname, "main.ts");
const patience = { timeout: 20_000, interval: 100 };

test("killed and started again, the agent finds its service and starts no second one", async () => {
  const bench = await agentBench();
  const first = run(bench);
  const { pid } = await served(bench);
  first.child.kill("SIGKILL");
  await once(first.child, "exit");
  const second = run(bench);
  await vi.waitFor(() => expect(second.output()).toContain("capacity set"), patience);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(second.output()).not.toContain("service started");
  expect((await served(bench)).pid).toBe(pid);
});

test("SIGTERM leaves the service running, SIGINT stops it, and both end with code 0", async () => {
  const bench = await agentBench();
  const first = run(bench);
  const { pid } = await served(bench);
  first.child.kill("SIGTERM");
  expect(await exitOf(first)).toBe(0);
  expect((await served(bench)).pid).toBe(pid);
  const second = run(bench);
  await vi.waitFor(() => expect(second.output()).toContain("capacity set"), patience);
  second.child.kill("SIGINT");
  expect(await exitOf(second)).toBe(0);
  const service = readProcess(pid);
  expect(service !== undefined && isAlive(service)).toBe(false);
});

test("a second agent on the same home says so and ends with code 1", async () => {
  const bench = await agentBench();
  const first = run(bench);
  await served(bench);
  const second = run(bench);
  expect(await exitOf(second)).toBe(1);
  expect(second.output()).toContain(
    `partita agent: another agent (process ${first.child.pid}) works on this home`,
  );
});

test("a wrong token is explained in a sentence, with code 1", async () => {
  const bench = await agentBench();
  bench.master.state.refuse.set(/./, problem(401, "unauthenticated", false));
  const agent = run(bench);
  expect(await exitOf(agent)).toBe(1);
  expect(agent.output()).toContain("partita agent: COMP-1 cannot be claimed: unauthenticated.");
  bench.master.state.refuse.clear();
});

function run({ master, home }: AgentBench) {
  const needed = ["--master", master.url, "--computer", "COMP-1", "--home", home];
  const token = ["--token-file", join(home, "../token"), "--interval-ms", "50"];
  const child = spawn(process.execPath, [main, ...needed, ...token]);
  let output = "";
  child.stdout.on("data", (part) => (output += part));
  child.stderr.on("data", (part) => (output += part));
  const exited = once(child, "exit");
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await exited;
  });
  return { child, output: () => output, exited };
}

async function exitOf({ exited }: { readonly child: ChildProcess; exited: Promise<unknown[]> }) {
  return (await exited)[0];
}

/** Wishes for an instance if there is none yet, and visits it once it is up. */
async function served({ master, home }: AgentBench): Promise<{ pid: number }> {
  if (master.duties.size === 0) {
    const softwareRelease = writeTinyRelease(join(home, "../releases"));
    master.supply(softwareRelease);
    master.wish(aDuty({ softwareRelease }));
  }
  return vi.waitFor(async () => {
    expect(master.duties.get("INST-1")?.reported).toBe("started");
    const reply = await fetch(master.duties.get("INST-1")?.connection.url ?? "");
    // The answer of the tiny release's own program.
    return (await reply.json()) as { pid: number };
  }, patience);
}
