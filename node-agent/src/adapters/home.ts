/**
 * The agent's home on disk: its name, what it remembers, what is installed, and what waits to be
 * sent.
 */

import { randomBytes } from "node:crypto";
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { PartitionDuty } from "@partita/schemas";
import {
  damaged,
  readJson,
  readText,
  writeJson,
  writeWhole,
} from "#node-agent/adapters/json-file.ts";
import type { Memories, Memory, Meters, Outbox, SoftwareShelf } from "#node-agent/agent-world.ts";
import { places } from "#node-agent/drivers/process/places.ts";
import type { MeterBook } from "#node-agent/measure.ts";
import { parseRelease } from "#node-agent/release.ts";
import { reasonOf } from "#node-agent/troubles.ts";

/** Reports that the Master refused are kept for people to look at; the oldest make room. */
export const refusedReportsMax = 100;

/**
 * Makes the directories, or throws with what stands in the way. `shared`: another user's programs
 * pass through.
 */
export function makeHome(home: string, { shared }: { readonly shared: boolean }): string {
  const root = resolve(home);
  try {
    mkdirSync(root, { recursive: true, mode: 0o700 });
    chmodSync(root, shared ? 0o711 : 0o700);
    for (const name of ["software", "partitions"])
      mkdirSync(join(root, name), { recursive: true, mode: 0o711 });
    for (const name of ["kept", "duties", "outbox", "outbox/refused"])
      mkdirSync(join(root, name), { recursive: true, mode: 0o700 });
    accessSync(root, constants.W_OK);
  } catch (cause) {
    throw new Error(`${root} cannot be used as home: it must be a directory that can be written`, {
      cause,
    });
  }
  if (shared) checkPassable(root);
  return root;
}

function checkPassable(root: string): void {
  for (let directory = root; ; directory = dirname(directory)) {
    if ((statSync(directory).mode & 0o001) === 0)
      throw new Error(
        `${directory} is closed to the user of --run-as: ` +
          "choose a --home that other users can pass into",
      );
    if (directory === dirname(directory)) return;
  }
}

/** Chosen once: it tells this agent from another one on the same computer. */
export function agentId(home: string): string {
  const path = join(home, "agent.json");
  const known = readJson(path);
  if (typeof known === "object" && known !== null && "agent" in known) return String(known.agent);
  const agent = `agent-${randomBytes(8).toString("hex")}`;
  writeJson(path, { agent });
  return agent;
}

export function memoriesIn(home: string): Memories {
  const fileOf = (partition: string) => join(home, "duties", `${partition}.json`);
  const dutiesFile = join(home, "duties.json");
  const read = () =>
    jsonNames(join(home, "duties")).map((partition) => {
      return [partition, readMemory(fileOf(partition))] as const;
    });
  return {
    all: () => new Map(read().flatMap(([name, found]) => (isText(found) ? [] : [[name, found]]))),
    damaged: () =>
      new Map(read().flatMap(([name, found]) => (isText(found) ? [[name, found]] : []))),
    keep: (partition, memory) => writeIfChanged(fileOf(partition), memory),
    forget: (partition) => rmSync(fileOf(partition), { force: true }),
    // Written by `keepDuties` only.
    lastDuties: () => (readJson(dutiesFile) ?? []) as readonly PartitionDuty[],
    keepDuties: (duties) => writeIfChanged(dutiesFile, duties),
  };
}

const isText = (found: Memory | string): found is string => typeof found === "string";

/** A sentence in the place of what is damaged. */
function readMemory(path: string): Memory | string {
  const withoutIt = "what lies in the partition is wiped as nobody's";
  try {
    const found = readJson(path, withoutIt);
    if (isObject(found) && "instance" in found && "driver" in found && "usage" in found)
      // Written by `keep` only, which writes all of it or nothing.
      return found as Memory;
    return damaged(path, withoutIt);
  } catch (cause) {
    return reasonOf(cause);
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Most passes change nothing, and a write that waits for the disk is not free. */
function writeIfChanged(path: string, value: unknown): void {
  const text = JSON.stringify(value);
  if (readText(path) !== text) writeWhole(path, text);
}

export function shelfIn(home: string): SoftwareShelf {
  const { software } = places(home);
  const sign = (url: string, name: string) => join(software(url), name);
  return {
    list: () =>
      readdirSync(join(home, "software")).flatMap((directory) => {
        const softwareRelease = readText(join(home, "software", directory, ".software-release"));
        if (softwareRelease === undefined) return [];
        return [{ softwareRelease, completed: existsSync(sign(softwareRelease, ".completed")) }];
      }),
    read: (url) => {
      const text = readText(sign(url, ".completed"));
      return text === undefined ? undefined : parseRelease(text);
    },
    begin: (url) => {
      rmSync(software(url), { recursive: true, force: true });
      mkdirSync(software(url), { mode: 0o755 });
      chmodSync(software(url), 0o755);
      writeWhole(sign(url, ".software-release"), url);
    },
    complete: (url, release) => writeJson(sign(url, ".completed"), release),
    remove: (url) => {
      // First the sign: half of a release is none.
      rmSync(sign(url, ".completed"), { force: true });
      rmSync(software(url), { recursive: true, force: true });
    },
  };
}

export function outboxIn(home: string): Outbox {
  const outbox = join(home, "outbox");
  const fileOf = (reference: string) => join(outbox, `${reference}.xml`);
  const refused = join(outbox, "refused");
  return {
    list: () =>
      readdirSync(outbox)
        .filter((name) => name.endsWith(".xml"))
        .map((name) => name.slice(0, -".xml".length))
        .sort(),
    read: (reference) => readText(fileOf(reference)) ?? "",
    put: (reference, tioxml) => writeWhole(fileOf(reference), tioxml),
    remove: (reference) => rmSync(fileOf(reference), { force: true }),
    refuse: (reference, problem) => {
      writeJson(join(refused, `${reference}.json`), problem);
      renameSync(fileOf(reference), join(refused, `${reference}.xml`));
      for (const old of jsonNames(refused).slice(0, -refusedReportsMax))
        for (const end of [".json", ".xml"]) rmSync(join(refused, `${old}${end}`), { force: true });
    },
  };
}

export function metersIn(home: string): Meters {
  const path = join(home, "measure.json");
  return {
    read: () => {
      const withoutIt = "what was measured since the last report is lost";
      const found = readJson(path, withoutIt);
      if (found === undefined) return undefined;
      // Written by `write` only, which writes all of it or nothing.
      if (isObject(found) && "startsAt" in found && "meters" in found) return found as MeterBook;
      throw new Error(damaged(path, withoutIt));
    },
    write: (book) => writeIfChanged(path, book),
  };
}

function jsonNames(directory: string): readonly string[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith(".json"))
    .map((name) => name.slice(0, -".json".length))
    .sort();
}
