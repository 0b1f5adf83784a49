/**
 * An agent in a home of its own with a fake Master, for tests; services end and files go when the
 * test does.
 */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type RunningAgent, runAgent } from "#node-agent/adapters/run-agent.ts";
import type { AgentOptions } from "#node-agent/options.ts";
import { type FakeMaster, fakeMaster } from "#node-agent/testing/fake-master.ts";

type LogLine = { readonly says: string; readonly [fact: string]: unknown };

export type AgentBench = {
  readonly master: FakeMaster;
  readonly home: string;
  readonly log: LogLine[];
  start(changes?: Partial<AgentOptions>): RunningAgent;
};

export async function agentBench(
  onRequest?: Parameters<typeof fakeMaster>[0],
  defaults: Partial<AgentOptions> = {},
): Promise<AgentBench> {
  const master = await fakeMaster(onRequest);
  const directory = mkdtempSync(join(tmpdir(), "partita-agent-"));
  chmodSync(directory, 0o711);
  const tokenFile = join(directory, "token");
  writeFileSync(tokenFile, "a token\n", { mode: 0o600 });
  const home = join(directory, "home");
  const log: LogLine[] = [];
  const agents: RunningAgent[] = [];
  const start = (changes: Partial<AgentOptions> = {}) => {
    const options = { ...standard, master: master.url, tokenFile, home, ...defaults, ...changes };
    const agent = runAgent(options, (line) => log.push(JSON.parse(line)));
    agents.push(agent);
    return agent;
  };
  onTestFinished(async () => {
    for (const agent of agents) agent.leave({ stopServices: false });
    await Promise.allSettled(agents.map((agent) => agent.left));
    // Whoever comes last switches off the lights: a fresh agent that stops all that still runs.
    const last = start();
    last.leave({ stopServices: true });
    await last.left;
    await master.close();
    rmSync(directory, { recursive: true });
  });
  return { master, home, log, start };
}

const standard: AgentOptions = {
  master: "",
  computer: "COMP-1",
  tokenFile: "",
  home: "",
  partitions: 3,
  address: "127.0.0.1",
  intervalMs: 30,
  reportIntervalMs: 1000,
  mirrors: new Map(),
  tools: new Map(),
};
