/**
 * Finds an npm package with all that it depends on, in an installation that is there already:
 * nothing is downloaded.
 */
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";

export type FoundPackage = {
  readonly directory: string;
  /** Where it goes: `node_modules/pg`. */
  readonly to: string;
};

/** Far more than a decent package brings along. */
const packagesMax = 500;

/**
 * `from`: where the search begins, upwards; `offered`: directories of packages that were named by
 * hand.
 */
export function findPackages(
  wanted: Readonly<Record<string, string>>,
  from: string,
  offered: ReadonlyMap<string, string>,
): readonly FoundPackage[] {
  const placed = new Map<string, string>();
  for (const [name, version] of Object.entries(wanted)) {
    const directory = offered.get(name) ?? find(name, from);
    const found = directory === undefined ? "no" : manifest(directory).version;
    if (directory === undefined || found !== version)
      throw new Error(
        `the release needs the package ${name} ${version}, and this agent has ${found} such ` +
          `package: start the agent with --tool ${name}=DIR, a directory that holds it`,
      );
    place(name, realpathSync(directory), "node_modules", placed);
  }
  return [...placed].map(([to, directory]) => ({ to, directory }));
}

/** At the top if that place is free, beside whoever needs it otherwise; as npm does it. */
function place(name: string, directory: string, parent: string, placed: Map<string, string>): void {
  const top = join("node_modules", name);
  const taken = placed.get(top);
  if (taken === directory) return;
  const to = taken === undefined ? top : join(parent, "node_modules", name);
  if (placed.get(to) === directory) return;
  if (placed.size >= packagesMax) throw new Error(`more than ${packagesMax} packages are needed`);
  placed.set(to, directory);
  const { dependencies = {}, optionalDependencies = {} } = manifest(directory);
  for (const needed of Object.keys({ ...dependencies, ...optionalDependencies })) {
    const found = find(needed, directory);
    if (found !== undefined) place(needed, realpathSync(found), to, placed);
    else if (!Object.hasOwn(optionalDependencies, needed))
      throw new Error(`${needed}, which ${name} depends on, is not installed`);
  }
}

function find(name: string, from: string): string | undefined {
  for (let directory = from; ; directory = dirname(directory)) {
    const candidate = join(directory, "node_modules", name);
    if (existsSync(join(candidate, "package.json"))) return candidate;
    if (directory === dirname(directory)) return undefined;
  }
}

type Manifest = {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};

function manifest(directory: string): Manifest {
  // Written by npm, which gives every installed package these fields.
  return JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as Manifest;
}
