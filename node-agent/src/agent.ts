/**
 * The agent's life: claim the computer, then pass after pass compare what should be with what is,
 * until told to leave.
 */
import { MasterRefusal, type QueryAnswer } from "@partita/schemas";
import type { Memory, World } from "#node-agent/agent-world.ts";
import { tendPartitions } from "#node-agent/partition-loop.ts";
import { namesMax, stopSecondsMax } from "#node-agent/release.ts";
import { sendReports, tendMeters } from "#node-agent/report-loop.ts";
import { tendSoftware } from "#node-agent/software-loop.ts";
import { stopOrder } from "#node-agent/stop-order.ts";
import { reasonOf, type Troubles, troublesAt } from "#node-agent/troubles.ts";

const stopPollMilliseconds = 30;
/** Reports after which hosting counts: a failure does not end it. */
const hosted = ["started", "failed"];

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
  /** The software loop, while it has something to do. */
  software?: Promise<void> | undefined;
};

/**
 * Lives until the signal aborts. Throws `AgentMustStop` when the computer is not, or no longer,
 * this agent's.
 */
export async function live(given: World, rhythm: Rhythm): Promise<void> {
  const { world, latest } = readingOwnWrites(given);
  const troubles = troublesAt(world.now);
  const life: Life = { world, troubles, claimed: false, declared: false, reportedAt: world.now() };
  try {
    while (!rhythm.signal.aborted) {
      const cut = world.now() - life.reportedAt >= rhythm.reportIntervalMs;
      if (cut) life.reportedAt = world.now();
      await noting(life, async () => {
        await tendMeters(world, { cut });
        // The Master is asked ever more rarely while that fails; services are tended all the same.
        if (!troubles.isDue("pass")) return keepGoing(life);
        await pass(life, latest, rhythm.signal);
        if (troubles.over("pass")) world.log("passes succeed again");
      });
      if (!rhythm.signal.aborted) await world.wait(rhythm.intervalMs);
    }
  } finally {
    await life.software;
  }
}

/** A failure is told when it is news, and nothing but a reason to leave ends the agent. */
async function noting({ world, troubles }: Life, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    if (cause instanceof AgentMustStop) throw cause;
    if (troubles.note("pass", reasonOf(cause)))
      world.log("a pass failed", { message: reasonOf(cause) });
  }
}

async function pass(life: Life, latest: () => string | undefined, signal: AbortSignal) {
  const { world, troubles } = life;
  if (!life.claimed) await claim(life);
  await declareCapacity(life);
  const duties = await world.master.ask("computer-duties", { computer: world.computer }, latest());
  checkCharge(world, duties);
  world.memories.keepDuties(duties.partitions);
  if (!signal.aborted) life.software ??= software(life, duties);
  if (!signal.aborted) await tendPartitions(world, troubles, duties.partitions, { offline: false });
  await sendReports(world);
}

/** Beside the instances: an installation may take an hour, and they must not wait for it. */
async function software(life: Life, duties: QueryAnswer<"computer-duties">): Promise<void> {
  const { world, troubles } = life;
  const inUse = new Set(duties.partitions.map(({ softwareRelease }) => softwareRelease));
  await noting(life, () => tendSoftware(world, troubles, duties.software, inUse));
  life.software = undefined;
}

async function claim(life: Life): Promise<void> {
  const { master, computer, agent, log, isRenewed } = life.world;
  try {
    await master.send("claim-computer", { to: { computer }, detail: { agent } });
  } catch (cause) {
    if (!(cause instanceof MasterRefusal) || cause.problem.retryable) throw cause;
    // With a certificate that is not taken, services run on, and the Master is asked again.
    if (isRenewed && cause.problem.code === "unauthenticated") throw cause;
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
 * them back. What ran is reported stopped: nobody is hosted, or pays for it, while nothing runs.
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
    await stopToTheEnd(world, partition, memory);
    if (hosted.includes(memory.reported?.state ?? "")) await reportStopped(world, partition, rest);
  }
}

/** The driver kills what does not end in its time, so this comes to an end. */
async function stopToTheEnd(world: World, partition: string, { driver }: Memory): Promise<void> {
  const stop = () => world.drivers.get(driver)?.setState(partition, { state: "stopped" });
  for (let waited = 0; waited <= stopSecondsMax * namesMax * 1000; waited += stopPollMilliseconds) {
    if ((await stop())?.status !== "waiting") return;
    await world.wait(stopPollMilliseconds);
  }
}

/** Untold, because the Master is away, it stays hosted until somebody stops it. */
async function reportStopped(world: World, partition: string, memory: Memory): Promise<void> {
  const { master, memories, agent, log } = world;
  const { instance } = memory;
  try {
    await master.send("report-instance", { detail: { instance, agent, state: "stopped" } });
    memories.keep(partition, { ...memory, reported: { state: "stopped" } });
    log("instance stopped", { instance, partition });
  } catch (cause) {
    log("a stop was not reported", { instance, partition, message: reasonOf(cause) });
  }
}
