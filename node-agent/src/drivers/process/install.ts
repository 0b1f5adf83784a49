/**
 * Makes a software directory that needs nothing outside of itself: files, tools, packages, and what
 * the steps build.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { SoftwareToInstall } from "#node-agent/drivers/driver.ts";
import { runStep } from "#node-agent/drivers/process/launch.ts";
import { linkTree } from "#node-agent/drivers/process/link-tree.ts";
import { findPackages } from "#node-agent/drivers/process/packages.ts";
import type { World } from "#node-agent/drivers/process/world.ts";
import { fillStep } from "#node-agent/fill-release.ts";

export async function install(
  { places, tools, packagesFrom, signal }: World,
  { softwareRelease, release, files }: SoftwareToInstall,
): Promise<void> {
  const directory = places.software(softwareRelease);
  for (const [name, content] of files) {
    const path = join(directory, name);
    mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
    writeFileSync(path, content, { mode: 0o644 });
  }
  for (const name of release.tools ?? []) {
    const to = join(directory, "tools", name);
    rmSync(to, { recursive: true, force: true });
    linkTree(toolOf(tools, name), to);
  }
  rmSync(join(directory, "node_modules"), { recursive: true, force: true });
  for (const found of findPackages(release.packages ?? {}, packagesFrom, tools))
    linkTree(found.directory, join(directory, found.to), ["node_modules"]);
  const names = new Map([["software", directory]]);
  for (const step of release.install ?? []) {
    const log = join(directory, "install.log");
    await runStep({ ...fillStep(step, names), directory, log, runAs: undefined }, signal);
  }
}

function toolOf(tools: ReadonlyMap<string, string>, name: string): string {
  const path = tools.get(name);
  if (path !== undefined) return path;
  const known = [...tools.keys()].join(", ");
  throw new Error(
    `the release needs the tool ${name}, and this agent offers ${known}: ` +
      `start the agent with --tool ${name}=PATH`,
  );
}
