/**
 * The agent's life: claim the computer, then pass after pass compare what should be with what is,
 * until told to leave.
 */
import { MasterRefusal, type QueryAnswer } from "@partita/schemas";
import type { World } from "#node-agent/agent-world.ts";
import { backOffMilliseconds } from "#node-agent/back-off.ts";
import { tendPartitions } from "#node-agent/partition-loop.ts";
import { sendReports, tendMeters } from "#node-agent/report-loop.ts";
import { tendSoftware } from "#node-agent/software-loop.ts";
import { stopOrder } from "#node-agent/stop-order.ts";
import { reasonOf, type Troubles, troublesAt } from "#node-agent/troubles.ts";

export type Rhythm = {
  readonly intervalMs: number;
  readonly reportIntervalMs: number;
  /** Aborts when the agent is to leave. */
  readonly signal: AbortSignal;
};

/** This agent cannot go on, and its operator must know why. */
export class AgentMustStop extends Error {
  override readonly name = "AgentMustStop";
}

type Life = {
  readonly world: World;
  readonly troubles: Troubles;
  claimed: boolean;
  declared: boolean;
  reportedAt: number;
};

/**
 * Lives until the signal aborts. Throws `AgentMustStop` when the computer is not, or no longer,
 * this agent's.
 */
export async function live(given: World, rhythm: Rhythm): Promise<void> {
  const { world, latest } = readingOwnWrites(given);
  const troubles = troublesAt(world.now);
  const life = { world, troubles, claimed: false, declared: false, reportedAt: world.now() };
  for (let failures = 0; !rhythm.signal.aborted; ) {
    const cut = world.now() - life.reportedAt >= rhythm.reportIntervalMs;
    if (cut) life.reportedAt = world.now();
    try {
      await tendMeters(world, { cut });
      await pass(life, latest, rhythm.signal);
      if (life.troubles.over("master")) world.log("the Master is back");
      failures = 0;
    } catch (cause) {
      if (cause instanceof AgentMustStop) throw cause;
      failures += 1;
      if (life.troubles.note("master", reasonOf(cause)))
        world.log("a pass failed", { message: reasonOf(cause) });
      await keepGoing(life);
    }
    if (!rhythm.signal.aborted) await world.wait(rhythm.intervalMs + backOffMilliseconds(failures));
  }
}

async function pass(life: Life, latest: () => string | undefined, signal: AbortSignal) {
  const { world, troubles } = life;
  if (!life.claimed) await claim(life);
  await declareCapacity(life);
  const duties = await world.master.ask("computer-duties", { computer: world.computer }, latest());
  checkCharge(world, duties);
  world.memories.keepDuties(duties.partitions);
  const inUse = new Set(duties.partitions.map(({ softwareRelease }) => softwareRelease));
  if (!signal.aborted) await tendSoftware(world, troubles, duties.software, inUse);
  if (!signal.aborted) await tendPartitions(world, troubles, duties.partitions, { offline: false });
  await sendReports(world);
}

async function claim(life: Life): Promise<void> {
  const { master, computer, agent, log } = life.world;
  try {
    await master.send("claim-computer", { to: { computer }, detail: { agent } });
  } catch (cause) {
    if (!(cause instanceof MasterRefusal) || cause.problem.retryable) throw cause;
    throw new AgentMustStop(`${computer} cannot be claimed: ${cause.message}`, { cause });
  }
  life.claimed = true;
  log("computer claimed", { agent });
}

/**
 * A refusal, say of a partition taken away that is occupied, is told and tried again; duties are
 * done meanwhile.
 */
async function declareCapacity(life: Life): Promise<void> {
  const { world, troubles } = life;
  const { master, computer, agent, partitions, log } = world;
  if (life.declared || !troubles.isDue("capacity")) return;
  try {
    const detail = { agent, partitions: partitions.map((partition) => ({ ...partition })) };
    await master.send("set-capacity", { to: { computer }, detail });
    life.declared = true;
    troubles.over("capacity");
    log("capacity set", { partitions: partitions.length });
  } catch (cause) {
    if (!(cause instanceof MasterRefusal)) throw cause;
    if (troubles.note("capacity", cause.message))
      log("capacity refused", { message: cause.message });
  }
}

function checkCharge({ agent, computer }: World, duties: QueryAnswer<"computer-duties">): void {
  if (duties.agent === agent) return;
  const now = duties.agent === undefined ? "nobody is" : `${duties.agent} is`;
  throw new AgentMustStop(
    `this agent (${agent}) is no longer in charge of ${computer}, ${now}: its claim was ` +
      "released; start it again to claim the computer anew. Services go on running.",
  );
}

/** Without a Master, what ran goes on running, and what exits is started again. */
async function keepGoing({ world, troubles }: Life): Promise<void> {
  await tendPartitions(world, troubles, world.memories.lastDuties(), { offline: true });
}

/**
 * Asks for answers at least as new as what was last heard or written, so that no duty is carried
 * out twice.
 */
function readingOwnWrites(world: World) {
  let latest: string | undefined;
  const hear = (position: string | undefined) => {
    if (position === undefined) return;
    if (latest === undefined || BigInt(position) > BigInt(latest)) latest = position;
  };
  const master: World["master"] = {
    send: async (kind, sending) => {
      const acknowledgement = await world.master.send(kind, sending);
      hear(acknowledgement.position);
      return acknowledgement;
    },
    ask: async (name, parameters, after) => {
      const answer = await world.master.ask(name, parameters, after);
      hear(answer.position);
      return answer;
    },
    reportUsage: (computer, agent, tioxml) => world.master.reportUsage(computer, agent, tioxml),
  };
  return { world: { ...world, master }, latest: () => latest };
}

/** The last pass: closes the period, and sends what waits if the Master is there. */
export async function leave(world: World): Promise<void> {
  await tendMeters(world, { cut: true });
  try {
    await sendReports(world);
  } catch (cause) {
    // What is not sent stays in the outbox for the next start.
    world.log("reports wait", { waiting: world.outbox.list().length, message: reasonOf(cause) });
  }
}

/**
 * Stops every service on this computer, parents before what they requested; the next start brings
 * them back.
 */
export async function stopAll(world: World): Promise<void> {
  await tendMeters(world, { cut: false });
  const memories = world.memories.all();
  for (const partition of stopOrder(memories)) {
    const memory = memories.get(partition);
    if (memory === undefined) continue;
    // Forgotten first: should the agent be killed meanwhile, the next one looks at the partition
    // again.
    const { processed: _, ...rest } = memory;
    world.memories.keep(partition, rest);
    await world.drivers.get(memory.driver)?.setState(partition, { state: "stopped" });
  }
}
