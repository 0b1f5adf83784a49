/** Puts an agent together from its options, and lets it live until it is told to leave. */
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { instantOf } from "@partita/schemas";
import {
  agentId,
  makeHome,
  memoriesIn,
  metersIn,
  outboxIn,
  shelfIn,
} from "#node-agent/adapters/home.ts";
import { takeLock } from "#node-agent/adapters/lock.ts";
import { type OpenMaster, openMaster } from "#node-agent/adapters/open-master.ts";
import { sourceReader } from "#node-agent/adapters/read-source.ts";
import { leave, live, stopAll } from "#node-agent/agent.ts";
import type { World } from "#node-agent/agent-world.ts";
import { type DriverName, drivers } from "#node-agent/drivers/registry.ts";
import type { AgentOptions } from "#node-agent/options.ts";

export type RunningAgent = {
  /** Resolves when it has left. Rejects with a sentence when it must not or cannot go on. */
  readonly left: Promise<void>;
  /** Asks it to leave, with its services running on or stopped. Asked again, it changes nothing. */
  leave(how: { readonly stopServices: boolean }): void;
};

/** `write` takes each line of the log. Throws when the home cannot be used. */
export function runAgent(options: AgentOptions, write: (line: string) => void): RunningAgent {
  if (options.runAs !== undefined && process.getuid?.() !== 0)
    throw new Error("--run-as needs root; without it partitions run as you");
  const home = makeHome(options.home, { shared: options.runAs !== undefined });
  const giveBack = takeLock(join(home, "agent.lock"));
  const leaving = new AbortController();
  let stopServices = false;
  const { signal } = leaving;
  const log = logOf(options, write);
  const lived = async (opened: OpenMaster) => {
    const world = worldOf(options, { ...opened, home, log, signal });
    await live(world, { ...options, signal });
    // From here on waits are real ones: they no longer end early because it leaves.
    if (stopServices) await stopAll({ ...world, wait: (milliseconds) => sleep(milliseconds) });
    await leave(world);
    world.log("agent left");
  };
  const run = async () => {
    try {
      const opened = await openMaster(options, { home, log, signal });
      if (opened !== undefined) await lived(opened).finally(() => ending(leaving, opened));
    } finally {
      giveBack();
    }
  };
  return {
    left: run(),
    leave: (how) => {
      stopServices ||= how.stopServices;
      leaving.abort();
    },
  };
}

/** Whatever made it end: what keeps the certificate good ends too. */
function ending(leaving: AbortController, { close }: OpenMaster): Promise<void> {
  leaving.abort();
  return close();
}

function logOf({ computer }: AgentOptions, write: (line: string) => void): World["log"] {
  return (says, facts) =>
    write(JSON.stringify({ at: instantOf(Date.now()), computer, says, ...facts }));
}

type Surroundings = Pick<OpenMaster, "master" | "isRenewed"> & {
  readonly home: string;
  readonly log: World["log"];
  readonly signal: AbortSignal;
};

function worldOf(options: AgentOptions, surroundings: Surroundings): World {
  const { home, master, isRenewed, log, signal } = surroundings;
  const { computer, partitions, address, mirrors } = options;
  const tools = new Map([["node", process.execPath], ...resolved(options.tools)]);
  const forDrivers = {
    ...options,
    home,
    tools,
    packagesFrom: import.meta.dirname,
    signal,
    now: Date.now,
    log,
  };
  return {
    computer,
    agent: agentId(home),
    partitions: Array.from({ length: partitions }, (_, index) => ({
      reference: `slappart${index}`,
      address,
    })),
    ...{ master, isRenewed },
    drivers: new Map(
      // Object.keys forgets which names the registry has.
      (Object.keys(drivers) as DriverName[]).map((name) => [name, drivers[name](forDrivers)]),
    ),
    memories: memoriesIn(home),
    shelf: shelfIn(home),
    readSource: sourceReader(new Map(resolved(mirrors))),
    outbox: outboxIn(home),
    meters: metersIn(home),
    now: Date.now,
    wait: (milliseconds) => wait(milliseconds, signal),
    log,
  };
}

function resolved(paths: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
  return [...paths].map(([name, path]) => [name, resolve(path)] as const);
}

/** Ends early when the agent is to leave. */
async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal });
  } catch (cause) {
    if (!signal.aborted) throw cause;
  }
}
