/**
 * The driver `process`: software in a directory, partitions in directories, services as plain
 * processes.
 */
import { rmSync } from "node:fs";
import type { RunAs } from "#node-agent/adapters/as-user.ts";
import type {
  Condition,
  Driver,
  ObservedPartition,
  Prepared,
  Sample,
} from "#node-agent/drivers/driver.ts";
import { install } from "#node-agent/drivers/process/install.ts";
import { limitLogs, logBytesMax, namesIn } from "#node-agent/drivers/process/logs.ts";
import { diskBytes, wipe } from "#node-agent/drivers/process/partition-files.ts";
import { places } from "#node-agent/drivers/process/places.ts";
import { prepare } from "#node-agent/drivers/process/prepare.ts";
import { bootId, readProcesses, residentBytes } from "#node-agent/drivers/process/proc.ts";
import { findBroken } from "#node-agent/drivers/process/promises.ts";
import { readServices } from "#node-agent/drivers/process/service-record.ts";
import {
  findServices,
  isRunning,
  membersNow,
  startServices,
  stopServices,
} from "#node-agent/drivers/process/services.ts";
import type { World } from "#node-agent/drivers/process/world.ts";
import { asMembers, type Process } from "#node-agent/processes.ts";

export type ProcessDriverOptions = Pick<
  World,
  "tools" | "packagesFrom" | "signal" | "now" | "log"
> & {
  readonly home: string;
  readonly runAs?: RunAs | undefined;
  readonly logBytesMax?: number;
};

/**
 * Walking a large data directory costs more than a pass may; in between, the last figure stands.
 */
const diskSampleMilliseconds = 10_000;

export function processDriver({ home, runAs, ...options }: ProcessDriverOptions): Driver {
  const world: World = {
    logBytesMax,
    ...options,
    places: places(home),
    runAs,
    isRoot: process.getuid?.() === 0,
    bootId: bootId(),
    seen: new Map(),
  };
  const disk = new Map<string, { readonly at: number; readonly bytes: number }>();
  return {
    install: (software) => install(world, software),
    prepare: (partition) => prepare(world, partition),
    setState: (partition, wanted) => {
      if (wanted.state === "started") return keepRunning(world, wanted.prepared);
      disk.delete(partition);
      return stop(world, partition, wanted.state);
    },
    observe: async () => partitionsIn(world).map((partition) => observe(world, partition)),
    measure: async () => {
      const partitions = partitionsIn(world);
      const processes = partitions.length === 0 ? [] : readProcesses();
      return partitions.map((partition) => ({
        ...sampleProcesses(world, partition, processes),
        diskBytes: sampleDisk(world, partition, disk),
      }));
    },
  };
}

async function keepRunning(world: World, prepared: Prepared): Promise<Condition> {
  const condition = await startServices(world, prepared);
  if (condition.status !== "running") return condition;
  const broken = await findBroken(world, prepared);
  if (broken === undefined) return condition;
  const starts = readServices(world.places, prepared.partition).map((record) => record.startedAt);
  const waited = world.now() - Math.max(...starts);
  return {
    status: "waiting",
    because: broken.because,
    // Without services there is nothing to wait for.
    failing: starts.length === 0 || waited > broken.secondsMax * 1000,
  };
}

async function stop(
  world: World,
  partition: string,
  state: "stopped" | "absent",
): Promise<Condition> {
  const stopping = await stopServices(world, partition);
  if (stopping !== undefined) return stopping;
  if (state === "absent") {
    wipe(world.places.partition(partition), world.runAs);
    rmSync(world.places.kept(partition), { recursive: true, force: true });
  }
  return { status: state };
}

function partitionsIn({ places: { partitions, keptAll } }: World): readonly string[] {
  return [...new Set([...namesIn(partitions), ...namesIn(keptAll)])].sort();
}

function observe(world: World, partition: string): ObservedPartition {
  limitLogs(world.places.logs(partition), world.logBytesMax);
  const services = findServices(world, partition).map((record) => ({
    name: record.name,
    running: isRunning(world, record),
  }));
  return { partition, services, content: true };
}

function sampleProcesses(
  world: World,
  partition: string,
  processes: readonly Process[],
): Omit<Sample, "diskBytes"> {
  const records = readServices(world.places, partition);
  const members = [...new Set(records.flatMap((one) => membersNow(world, one, processes)))];
  const resident = members.reduce((sum, member) => sum + residentBytes(member), 0);
  return { partition, processes: asMembers(members), residentBytes: resident };
}

function sampleDisk(
  { places: { partition: pathOf }, now }: World,
  partition: string,
  known: Map<string, { readonly at: number; readonly bytes: number }>,
): number {
  const last = known.get(partition);
  const at = now();
  if (last !== undefined && Math.abs(at - last.at) < diskSampleMilliseconds) return last.bytes;
  const bytes = diskBytes(pathOf(partition));
  known.set(partition, { at, bytes });
  return bytes;
}
