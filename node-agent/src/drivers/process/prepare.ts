/**
 * Makes a partition ready to run: ports, secrets, directories, files from templates, and the steps
 * that build on them.
 */
import { readFileSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { digestOf } from "@partita/schemas";
import { asUser } from "#node-agent/adapters/as-user.ts";
import type { PartitionToPrepare, Prepared } from "#node-agent/drivers/driver.ts";
import {
  completeFacts,
  type Facts,
  readFacts,
  writeFacts,
} from "#node-agent/drivers/process/facts.ts";
import { runStep } from "#node-agent/drivers/process/launch.ts";
import {
  ensureInside,
  existsInside,
  makePartition,
  writeInside,
} from "#node-agent/drivers/process/partition-files.ts";
import { killStrays } from "#node-agent/drivers/process/services.ts";
import type { World } from "#node-agent/drivers/process/world.ts";
import { fillStep, fillType, prefixed } from "#node-agent/fill-release.ts";
import { fillTemplate, type Names } from "#node-agent/fill-template.ts";
import type { SoftwareTypeDescription } from "#node-agent/release.ts";

type Step = NonNullable<SoftwareTypeDescription["prepare"]>[number];

const templateModeDefault = "0600";

export async function prepare(world: World, wanted: PartitionToPrepare): Promise<Prepared> {
  const { partition, type, release } = wanted;
  const { places, runAs } = world;
  if (release.unprivileged === true && runAs === undefined && world.isRoot)
    throw new Error(
      `${release.name} refuses to run as root: start the agent with --run-as UID:GID, ` +
        "or not as root",
    );
  makePartition(places.partition(partition), runAs);
  const facts = await completeFacts(places, partition, type, wanted.address);
  const names = namesOf(world, wanted, facts);
  const texts = writeFiles(world, wanted, names);
  await runSteps(world, wanted, names);
  const filled = fillType(type, names);
  const digest = digestOf(JSON.stringify([wanted.softwareRelease, texts]));
  return { partition, digest, ...filled };
}

function namesOf({ places }: World, wanted: PartitionToPrepare, facts: Facts): Names {
  const ports = Object.entries(facts.ports).map(([name, port]) => [name, String(port)] as const);
  return new Map([
    ...wanted.names,
    ...prefixed("port", ports),
    ...prefixed("secret", Object.entries(facts.secrets)),
    ["address", wanted.address],
    ["software", places.software(wanted.softwareRelease)],
    ["partition", places.partition(wanted.partition)],
  ]);
}

function writeFiles(world: World, wanted: PartitionToPrepare, names: Names): readonly string[] {
  const root = world.places.partition(wanted.partition);
  const software = world.places.software(wanted.softwareRelease);
  const files = (wanted.type.templates ?? []).map(({ from, to, mode, escape: escaping }) => ({
    to,
    mode: Number.parseInt(mode ?? templateModeDefault, 8),
    text: fillTemplate(readFileSync(join(software, from), "utf8"), names, escaping),
  }));
  asUser(world.runAs, () => {
    for (const directory of wanted.type.directories ?? []) ensureInside(root, directory);
    for (const { to, ...file } of files) writeInside(root, to, file);
  });
  return files.map(({ text }) => text);
}

async function runSteps(world: World, wanted: PartitionToPrepare, names: Names): Promise<void> {
  const { places } = world;
  const root = places.partition(wanted.partition);
  const { prepared } = readFacts(places, wanted.partition);
  const due = (wanted.type.prepare ?? []).filter(({ creates }) =>
    creates === undefined ? prepared !== wanted.change : !existsInside(root, creates),
  );
  // Steps of an agent that was killed in their midst may still run.
  if (due.length > 0) await killStrays(world, wanted.partition, ["prepare"]);
  for (const step of due) await runOne(world, wanted.partition, step, names);
  writeFacts(places, wanted.partition, {
    ...readFacts(places, wanted.partition),
    prepared: wanted.change,
  });
}

/**
 * `${making}` becomes what `creates` names only when the step has ended well: half of a database is
 * none.
 */
async function runOne(world: World, partition: string, step: Step, names: Names): Promise<void> {
  const { places, runAs, signal } = world;
  const directory = places.partition(partition);
  const log = places.log(partition, "prepare");
  const { creates } = step;
  if (creates === undefined)
    return runStep({ ...fillStep(step, names), directory, log, runAs }, signal);
  const parent = asUser(runAs, () => ensureInside(directory, dirname(creates)));
  const making = join(parent, `.making-${basename(creates)}`);
  asUser(runAs, () => rmSync(making, { recursive: true, force: true }));
  const filled = fillStep(step, new Map([...names, ["making", making]]));
  await runStep({ ...filled, directory, log, runAs }, signal);
  asUser(runAs, () => renameSync(making, join(directory, creates)));
}
