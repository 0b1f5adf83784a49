/**
 * Starts and stops the services of a partition, each at most once, found again by number, start
 * time and boot.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { digestOf } from "@partita/schemas";
import { afterExit, quickExitsBeforeFailing } from "#node-agent/back-off.ts";
import type { Condition, Prepared } from "#node-agent/drivers/driver.ts";
import { readFacts, writeFacts } from "#node-agent/drivers/process/facts.ts";
import { launch } from "#node-agent/drivers/process/launch.ts";
import {
  readProcess,
  readProcesses,
  signalGroup,
  signalProcess,
  writersOf,
} from "#node-agent/drivers/process/proc.ts";
import {
  readServices,
  removeService,
  type ServiceRecord,
  writeService,
} from "#node-agent/drivers/process/service-record.ts";
import type { World } from "#node-agent/drivers/process/world.ts";
import type { FilledService } from "#node-agent/fill-release.ts";
import { isAlive, keyOf, membersOf, type Process } from "#node-agent/processes.ts";

/** How long a killed process may take to disappear; longer means that the kernel holds it. */
const killedMillisecondsMax = 10_000;
const pollMilliseconds = 20;

/**
 * The services as they are now; one whose number was never written down is recognised by its log.
 */
export function findServices(world: World, partition: string): readonly ServiceRecord[] {
  return readServices(world.places, partition).map((record) => {
    if (record.leader !== undefined || record.bootId !== world.bootId) return record;
    const writers = writersOf(world.places.log(partition, record.name), readProcesses());
    const leader = writers.find(({ pid, session }) => pid === session);
    if (leader === undefined) return record;
    const { pid, startTicks } = leader;
    const found = { ...record, leader: { pid, startTicks } };
    writeService(world.places, partition, found);
    return found;
  });
}

export function isRunning(world: World, { leader, bootId }: ServiceRecord): boolean {
  if (leader === undefined || bootId !== world.bootId) return false;
  const found = readProcess(leader.pid);
  return found !== undefined && found.startTicks === leader.startTicks && isAlive(found);
}

/** Everything that belongs to a service and lives. */
export function membersNow(
  world: World,
  { leader, bootId }: ServiceRecord,
  processes = readProcesses(),
): readonly Process[] {
  if (leader === undefined || bootId !== world.bootId) return [];
  const members = membersOf(processes.filter(isAlive), leader, world.seen.get(leader.startTicks));
  // A child that gave itself a session of its own still belongs when its parent has left.
  world.seen.set(leader.startTicks, new Set(members.map(keyOf)));
  return members;
}

export async function startServices(world: World, prepared: Prepared): Promise<Condition> {
  const { partition, services } = prepared;
  const known = new Map(findServices(world, partition).map((record) => [record.name, record]));
  for (const [name, record] of known) {
    if (services.some((service) => service.name === name)) continue;
    const stopping = await stopService(world, partition, record);
    if (stopping !== undefined) return stopping;
  }
  for (const service of services) {
    const digest = digestOf(JSON.stringify([prepared.digest, service.argv, service.env]));
    const condition = await start(world, { partition, service, digest }, known.get(service.name));
    if (condition !== undefined) return condition;
  }
  return { status: "running" };
}

type Wanted = {
  readonly partition: string;
  readonly service: FilledService;
  readonly digest: string;
};

/** `undefined` when it runs; otherwise why it does not yet. */
async function start(
  world: World,
  wanted: Wanted,
  record: ServiceRecord | undefined,
): Promise<Condition | undefined> {
  const { partition, service, digest } = wanted;
  if (record === undefined) return begin(world, wanted, 0);
  // A stop that was begun is carried through, even when the service is wanted again meanwhile.
  const ends = record.stopAskedAt !== undefined || record.digest !== digest;
  if (ends) {
    const stopping = await stopService(world, partition, record);
    return stopping ?? begin(world, wanted, 0);
  }
  if (isRunning(world, record)) return undefined;
  await killAll(() => membersNow(world, record));
  if (record.leader !== undefined) world.seen.delete(record.leader.startTicks);
  // A restarted machine is a new beginning; so is a start that was only intended.
  if (record.bootId !== world.bootId || record.leader === undefined) return begin(world, wanted, 0);
  const exitedAt = record.exitedAt ?? world.now();
  if (record.exitedAt === undefined) writeService(world.places, partition, { ...record, exitedAt });
  const { quickExits, startAt } = afterExit(record, exitedAt);
  if (world.now() >= startAt) return begin(world, wanted, quickExits);
  return {
    status: "waiting",
    because: `service ${service.name} exited ${quickExits} times in a row; its log says why`,
    failing: quickExits >= quickExitsBeforeFailing,
  };
}

async function begin(world: World, wanted: Wanted, quickExits: number): Promise<undefined> {
  const { partition, service, digest } = wanted;
  const { places, runAs, bootId } = world;
  const { name, stopSignal, stopSecondsMax } = service;
  const startedAt = world.now();
  const intended = { name, bootId, digest, stopSignal, stopSecondsMax, startedAt, quickExits };
  writeFacts(places, partition, { ...readFacts(places, partition), used: true });
  // Written before the start: should the agent be killed in between, its successor knows what to
  // look for.
  writeService(places, partition, intended);
  const child = await launch({
    argv: service.argv,
    env: service.env,
    directory: places.partition(partition),
    log: places.log(partition, name),
    runAs,
  });
  child.unref();
  const startTicks = readProcess(child.pid)?.startTicks ?? "gone";
  writeService(places, partition, { ...intended, leader: { pid: child.pid, startTicks } });
  world.log("service started", { partition, service: name, pid: child.pid });
}

/**
 * Asks the service's own group to end, and kills what is left of it when its time is over.
 * `undefined` when it has ended; otherwise it is to be called again: nobody waits for it here.
 */
async function stopService(
  world: World,
  partition: string,
  record: ServiceRecord,
): Promise<Condition | undefined> {
  const living = () => membersNow(world, record);
  if (askToEnd(world, partition, record) && living().length > 0)
    return { status: "waiting", because: `service ${record.name} is ending`, failing: false };
  const killed = living().length;
  await killAll(living);
  removeService(world.places, partition, record.name);
  if (record.leader !== undefined) world.seen.delete(record.leader.startTicks);
  world.log("service stopped", { partition, service: record.name, killed });
}

/** Whether it was asked and its time is not over. */
function askToEnd(world: World, partition: string, record: ServiceRecord): boolean {
  const { stopAskedAt, stopSecondsMax } = record;
  // A clock that was set back must not give it a second life.
  if (stopAskedAt !== undefined) return Math.abs(world.now() - stopAskedAt) < stopSecondsMax * 1000;
  if (record.leader === undefined || !isRunning(world, record)) return false;
  signalGroup(record.leader.pid, record.stopSignal);
  writeService(world.places, partition, { ...record, stopAskedAt: world.now() });
  return true;
}

/** `undefined` when nothing runs any more; otherwise it is to be called again. */
export async function stopServices(
  world: World,
  partition: string,
): Promise<Condition | undefined> {
  // What was started last is stopped first.
  for (const record of [...findServices(world, partition)].reverse()) {
    const stopping = await stopService(world, partition, record);
    if (stopping !== undefined) return stopping;
  }
  await killStrays(world, partition);
}

/**
 * Ends processes that write into the partition's logs but belong to no service that the agent knows
 * of.
 */
export async function killStrays(
  world: World,
  partition: string,
  only?: readonly string[],
): Promise<void> {
  const logs = only?.map((name) => world.places.log(partition, name)) ?? [
    world.places.logs(partition),
  ];
  await killAll(() => {
    const processes = readProcesses().filter(isAlive);
    return logs.flatMap((log) => writersOf(log, processes));
  });
}

async function killAll(living: () => readonly Process[]): Promise<void> {
  if (await endedByForce(living)) return;
  const left = living().map(({ pid }) => pid);
  throw new Error(`processes ${left.join(", ")} do not end, though they were killed`);
}

async function endedByForce(living: () => readonly Process[]): Promise<boolean> {
  for (let waited = 0; waited <= killedMillisecondsMax; waited += pollMilliseconds) {
    const left = living();
    if (left.length === 0) return true;
    // Whoever was born since the last look is ended as well.
    for (const member of left) signalProcess(member, "SIGKILL");
    await sleep(pollMilliseconds);
  }
  return false;
}
