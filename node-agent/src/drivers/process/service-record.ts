/** What the agent remembers of a service that it started, so that its successor finds it again. */
import { mkdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { readJson, writeJson } from "#node-agent/adapters/json-file.ts";
import { namesIn } from "#node-agent/drivers/process/logs.ts";
import type { Places } from "#node-agent/drivers/process/places.ts";
import { bootId } from "#node-agent/drivers/process/proc.ts";
import { stopSecondsDefault } from "#node-agent/release.ts";

export type ServiceRecord = {
  readonly name: string;
  /** Absent between the decision to start it and its start. */
  readonly leader?: { readonly pid: number; readonly startTicks: string };
  readonly bootId: string;
  /** Of everything it was started with. */
  readonly digest: string;
  readonly stopSignal: NodeJS.Signals;
  readonly stopSecondsMax: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** When it was first found to have exited. */
  readonly exitedAt?: number;
  /** When it was asked to end; it is killed when its time is over. */
  readonly stopAskedAt?: number;
  readonly quickExits: number;
};

export function readServices(places: Places, partition: string): readonly ServiceRecord[] {
  const directory = places.services(partition);
  return namesIn(directory)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => readService(join(directory, name)));
}

/**
 * A damaged record says nothing. Its service is recognised by its log, like one whose number was
 * never written down, and started anew.
 */
function readService(path: string): ServiceRecord {
  const found = tryReadJson(path);
  if (isRecord(found)) return found;
  return {
    name: basename(path, ".json"),
    bootId: bootId(),
    digest: "",
    stopSignal: "SIGTERM",
    stopSecondsMax: stopSecondsDefault,
    startedAt: 0,
    quickExits: 0,
  };
}

function tryReadJson(path: string): unknown {
  try {
    return readJson(path);
  } catch {
    // The caller makes do without it.
    return undefined;
  }
}

function isRecord(value: unknown): value is ServiceRecord {
  return typeof value === "object" && value !== null && "name" in value && "digest" in value;
}

export function writeService(places: Places, partition: string, record: ServiceRecord): void {
  mkdirSync(places.services(partition), { recursive: true, mode: 0o700 });
  writeJson(fileOf(places, partition, record.name), record);
}

export function removeService(places: Places, partition: string, name: string): void {
  rmSync(fileOf(places, partition, name), { force: true });
}

function fileOf(places: Places, partition: string, name: string): string {
  return join(places.services(partition), `${name}.json`);
}
