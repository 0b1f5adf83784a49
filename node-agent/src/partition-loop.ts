/**
 * The instance loop: takes every partition from what it is to what it should be, one after the
 * other.
 */
import {
  canonical,
  MasterUnreachable,
  messageCharactersMax,
  type PartitionDuty,
  usageResourceIds,
} from "@partita/schemas";
import type { Memory, World } from "#node-agent/agent-world.ts";
import type { Condition, Driver } from "#node-agent/drivers/driver.ts";
import { driverDefault } from "#node-agent/drivers/registry.ts";
import { prefixed } from "#node-agent/fill-release.ts";
import type { Names } from "#node-agent/fill-template.ts";
import { type PartitionAction, planPartitions, type Reality } from "#node-agent/plan-partitions.ts";
import { type Release, typeOf } from "#node-agent/release.ts";
import { requestChildren } from "#node-agent/request-children.ts";
import { resolveParameters } from "#node-agent/resolve-parameters.ts";
import { reasonOf, type Troubles } from "#node-agent/troubles.ts";

/**
 * A program that is started is given this long before the next partition's turn; most are up by
 * then.
 */
const settleMillisecondsMax = 600;
const settlePollMilliseconds = 30;

/**
 * Throws only when the Master cannot be reached; what is wrong with one partition does not stop the
 * others.
 * `offline`: only services that ran before are started again.
 */
export async function tendPartitions(
  world: World,
  troubles: Troubles,
  duties: readonly PartitionDuty[],
  { offline }: { readonly offline: boolean },
): Promise<void> {
  // Whose instance lies there nobody knows, so nothing is started over it, nor wiped.
  const damaged = world.memories.damaged();
  for (const [partition, message] of damaged)
    if (troubles.note(partition, message, "damaged"))
      world.log("partition left alone", { partition, message });
  const sound = ({ partition }: { readonly partition: string }) => !damaged.has(partition);
  const reality = await lookAround(world);
  const unfinished = new Set<string>();
  for (const action of planPartitions(duties, reality).filter(sound)) {
    if (offline && !isRevival(world, action)) continue;
    // Nothing is started on another's leftovers before they are wiped.
    if (unfinished.has(action.partition)) continue;
    unfinished.add(action.partition);
    const stamp = "duty" in action ? `${action.do} ${action.duty.changedAt}` : action.do;
    if (!troubles.isDue(action.partition, stamp)) continue;
    try {
      if (await carryOut(world, troubles, action)) unfinished.delete(action.partition);
    } catch (cause) {
      // What an offline pass has to tell the Master waits for it like everything else.
      if (cause instanceof MasterUnreachable && offline) continue;
      if (cause instanceof MasterUnreachable) throw cause;
      const message = reasonOf(cause);
      if (!troubles.note(action.partition, message, stamp)) continue;
      world.log("partition failed", { partition: action.partition, do: action.do, message });
      if ("duty" in action && !offline) await reportFailure(world, action.duty, message);
    }
  }
}

async function lookAround({ drivers, memories }: World): Promise<ReadonlyMap<string, Reality>> {
  const reality = new Map<string, Reality>();
  for (const [partition, kept] of memories.all()) reality.set(partition, { kept });
  for (const driver of drivers.values())
    for (const found of await driver.observe())
      reality.set(found.partition, { ...reality.get(found.partition), ...found });
  return reality;
}

function isRevival({ memories }: World, action: PartitionAction): boolean {
  if (action.do !== "start") return false;
  const { instance, changedAt } = action.duty;
  const memory = memories.all().get(action.partition);
  if (memory?.instance !== instance) return false;
  return memory.processed === changedAt || memory.requested?.change === changedAt;
}

/** Whether it is finished; what is not goes on in the next pass. */
async function carryOut(
  world: World,
  troubles: Troubles,
  action: PartitionAction,
): Promise<boolean> {
  if (action.do === "clear") return clear(world, troubles, action.partition);
  const finished = await actions[action.do](world, troubles, action.duty);
  if (!finished) return false;
  const memory = memoryOf(world, action.duty);
  world.memories.keep(action.partition, { ...memory, processed: action.duty.changedAt });
  troubles.over(action.partition);
  troubles.over(`${action.partition} waits`);
  return true;
}

const actions: Record<
  Exclude<PartitionAction["do"], "clear">,
  (world: World, troubles: Troubles, duty: PartitionDuty) => Promise<boolean>
> = { start, stop, destroy };

async function start(world: World, troubles: Troubles, duty: PartitionDuty): Promise<boolean> {
  const release = world.shelf.read(duty.softwareRelease);
  const wait = (why: string) => tellWait(world, troubles, duty, why);
  if (release === undefined) return wait("its software is not installed yet");
  const type = typeOf(release, duty.softwareType);
  const names = namesOf(duty, resolveParameters(type, duty.parameters));
  const usage = type.usage ?? usageResourceIds;
  const memory = { ...memoryOf(world, duty), driver: release.driver ?? driverDefault, usage };
  world.memories.keep(duty.partition, memory);

  const known = memory.requested?.change === duty.changedAt ? memory.requested : undefined;
  const children = known
    ? ({ status: "ready", requested: known } as const)
    : await requestChildren(world, duty, type, names);
  if (children.status === "waiting") return wait(`it waits for ${children.for.join(", ")}`);
  const { requested } = children;
  world.memories.keep(duty.partition, { ...memory, requested });

  const driver = driverOf(world, memory.driver);
  const prepared = await driver.prepare({
    ...duty,
    release,
    type,
    names: new Map([...names, ...requested.children.flatMap(namesOfChild)]),
    change: duty.changedAt,
  });
  const wanted = { state: "started", prepared } as const;
  const condition = await settle(world, driver, duty.partition, wanted);
  if (condition.status === "waiting" && condition.failing) throw new Error(condition.because);
  if (condition.status === "waiting") return wait(condition.because);
  await publish(world, duty, prepared.connection);
  await report(world, duty, "started");
  return true;
}

/** Says what an instance waits for, when that is news. */
function tellWait(world: World, troubles: Troubles, duty: PartitionDuty, why: string): false {
  const { partition, instance } = duty;
  if (troubles.note(`${partition} waits`, why))
    world.log("instance waits", { partition, instance, why });
  return false;
}

async function settle(
  world: World,
  driver: Driver,
  partition: string,
  wanted: Parameters<Driver["setState"]>[1],
): Promise<Condition> {
  const until = world.now() + settleMillisecondsMax;
  let condition = await driver.setState(partition, wanted);
  while (condition.status === "waiting" && !condition.failing && world.now() < until) {
    await world.wait(settlePollMilliseconds);
    condition = await driver.setState(partition, wanted);
  }
  return condition;
}

async function stop(world: World, troubles: Troubles, duty: PartitionDuty): Promise<boolean> {
  const memory = memoryOf(world, duty);
  world.memories.keep(duty.partition, memory);
  const driver = driverOf(world, memory.driver);
  const condition = await settle(world, driver, duty.partition, { state: "stopped" });
  if (condition.status === "waiting") return tellWait(world, troubles, duty, condition.because);
  const release = world.shelf.read(duty.softwareRelease);
  if (release !== undefined) await requestStopped(world, duty, release);
  await report(world, duty, "stopped");
  return true;
}

/** What an instance requested is to be in the state that the instance is in. */
async function requestStopped(world: World, duty: PartitionDuty, release: Release): Promise<void> {
  const type = typeOf(release, duty.softwareType);
  const names = namesOf(duty, resolveParameters(type, duty.parameters));
  await requestChildren(world, duty, type, names);
}

async function destroy(world: World, troubles: Troubles, duty: PartitionDuty): Promise<boolean> {
  const still = await empty(world, duty.partition);
  if (still !== undefined) return tellWait(world, troubles, duty, still);
  await report(world, duty, "destroyed");
  return true;
}

async function clear(world: World, troubles: Troubles, partition: string): Promise<boolean> {
  if ((await empty(world, partition)) !== undefined) return false;
  world.memories.forget(partition);
  troubles.over(partition);
  world.log("partition cleared", { partition });
  return true;
}

/** What a partition that is to be empty still waits for, if it does. */
async function empty(world: World, partition: string): Promise<string | undefined> {
  for (const driver of world.drivers.values()) {
    const condition = await settle(world, driver, partition, { state: "absent" });
    if (condition.status === "waiting") return condition.because;
  }
  return undefined;
}

function memoryOf({ memories }: World, duty: PartitionDuty): Memory {
  const known = memories.all().get(duty.partition);
  if (known?.instance === duty.instance) return known;
  return { instance: duty.instance, driver: driverDefault, usage: usageResourceIds };
}

function driverOf({ drivers }: World, name: string): Driver {
  const driver = drivers.get(name);
  if (driver === undefined) throw new Error(`this agent has no driver ${name}`);
  return driver;
}

function namesOf(duty: PartitionDuty, parameters: ReadonlyMap<string, string>): Names {
  const { instance, title } = duty;
  return new Map([...prefixed("parameter", parameters), ["instance", instance], ["title", title]]);
}

function namesOfChild(child: {
  readonly title: string;
  readonly connection: Readonly<Record<string, string>>;
}) {
  return prefixed(`request.${child.title}`, Object.entries(child.connection));
}

async function publish(
  { master, agent, log }: World,
  { instance, connection: known }: PartitionDuty,
  connection: Readonly<Record<string, string>>,
): Promise<void> {
  if (Object.keys(connection).length === 0 || canonical(connection) === canonical(known)) return;
  await master.send("publish-connection", { detail: { instance, agent, connection } });
  log("connection published", { instance });
}

async function report(
  world: World,
  duty: PartitionDuty,
  state: "started" | "stopped" | "failed" | "destroyed",
  text?: string,
): Promise<void> {
  const { instance, partition } = duty;
  const message = text?.slice(-messageCharactersMax);
  const told = { state, ...(message !== undefined && { message }) };
  const memory = memoryOf(world, duty);
  const known = duty.reported === state && canonical(memory.reported ?? told) === canonical(told);
  if (!known) {
    const detail = { instance, agent: world.agent, ...told };
    await world.master.send("report-instance", { detail });
    world.log(`instance ${state}`, { instance, partition });
  }
  world.memories.keep(partition, { ...memory, reported: told });
}

/** A Master that does not take the report of a failure changes nothing about the failure. */
async function reportFailure(world: World, duty: PartitionDuty, message: string): Promise<void> {
  if (duty.state === "destroyed") return;
  try {
    await report(world, duty, "failed", message);
  } catch (cause) {
    if (cause instanceof MasterUnreachable) throw cause;
    const { partition, instance } = duty;
    world.log("report refused", { partition, instance, message: reasonOf(cause) });
  }
}
