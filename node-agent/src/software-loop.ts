/**
 * The software loop: installs what is supplied to this computer, removes what is not wanted any
 * more.
 */
import { createHash } from "node:crypto";
import { MasterUnreachable, messageCharactersMax, type SoftwareDuty } from "@partita/schemas";
import type { World } from "#node-agent/agent-world.ts";
import { driverDefault } from "#node-agent/drivers/registry.ts";
import { planSoftware, type SoftwareAction } from "#node-agent/plan-software.ts";
import { parseRelease, type Release } from "#node-agent/release.ts";
import { reasonOf, type Troubles } from "#node-agent/troubles.ts";

/** A description is a page of JSON. */
export const descriptionBytesMax = 2 ** 20;
/** A file of a release is held in memory while its digest is taken; larger things are tools. */
export const fileBytesMax = 64 * 2 ** 20;

type State = "building" | "available" | "destroyed" | "failed";

const carryOut: Record<SoftwareAction["do"], (world: World, url: string) => Promise<void>> = {
  install,
  confirm: (world, url) => report(world, url, "available"),
  remove,
};

/**
 * Throws only when the Master cannot be reached; what is wrong with one release does not stop the
 * others.
 */
export async function tendSoftware(
  world: World,
  troubles: Troubles,
  duties: readonly SoftwareDuty[],
  inUse: ReadonlySet<string>,
): Promise<void> {
  for (const { do: what, softwareRelease } of planSoftware(duties, world.shelf.list(), inUse)) {
    const key = `software ${softwareRelease}`;
    if (!troubles.isDue(key, what)) continue;
    try {
      await carryOut[what](world, softwareRelease);
      troubles.over(key);
    } catch (cause) {
      if (cause instanceof MasterUnreachable) throw cause;
      const message = reasonOf(cause);
      if (!troubles.note(key, message, what)) continue;
      world.log("software failed", { softwareRelease, message });
      await reportFailure(world, softwareRelease, message);
    }
  }
}

/** A Master that does not take the report of a failure changes nothing about the failure. */
async function reportFailure(world: World, softwareRelease: string, text: string): Promise<void> {
  try {
    await report(world, softwareRelease, "failed", text);
  } catch (cause) {
    if (cause instanceof MasterUnreachable) throw cause;
    world.log("report refused", { softwareRelease, message: reasonOf(cause) });
  }
}

async function install(world: World, softwareRelease: string): Promise<void> {
  const description = await world.readSource(softwareRelease, descriptionBytesMax);
  const release = parseRelease(new TextDecoder().decode(description));
  const driver = world.drivers.get(release.driver ?? driverDefault);
  if (driver === undefined)
    throw new Error(`it wants the driver ${release.driver}; known: ${[...world.drivers.keys()]}`);
  await report(world, softwareRelease, "building");
  const files = await readFiles(world, softwareRelease, release);
  world.shelf.begin(softwareRelease);
  await driver.install({ softwareRelease, release, files });
  await report(world, softwareRelease, "available");
  // Last, so that a lost report is made again.
  world.shelf.complete(softwareRelease, release);
  world.log("software available", { softwareRelease });
}

async function readFiles(
  { readSource }: World,
  softwareRelease: string,
  { files }: Release,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const contents = new Map<string, Uint8Array>();
  for (const [name, expected] of Object.entries(files)) {
    const url = new URL(name.split("/").map(encodeURIComponent).join("/"), softwareRelease).href;
    const content = await readSource(url, fileBytesMax);
    const found = createHash("sha256").update(content).digest("hex");
    if (found !== expected)
      throw new Error(`${name} has the SHA-256 ${found}, and the description says ${expected}`);
    contents.set(name, content);
  }
  return contents;
}

async function remove(world: World, softwareRelease: string): Promise<void> {
  world.shelf.remove(softwareRelease);
  await report(world, softwareRelease, "destroyed");
  world.log("software removed", { softwareRelease });
}

async function report(
  { master, computer, agent }: World,
  softwareRelease: string,
  state: State,
  message?: string,
): Promise<void> {
  await master.send("report-software", {
    to: { computer },
    detail: {
      agent,
      softwareRelease,
      state,
      ...(message !== undefined && { message: message.slice(-messageCharactersMax) }),
    },
  });
}
