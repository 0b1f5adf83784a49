/**
 * What comes from npm is declared where it is used, and runs a script at installation only if it is
 * on our list.
 */

import { manifestsOf } from "./documents.ts";
import type { House, Source } from "./house.ts";
import { isForTests } from "./house.ts";
import { importsOf } from "./imports.ts";
import type { Rule } from "./rule.ts";

export const allowedScripts: Rule = {
  says: "each package that runs a script at installation is on the list of package.json",
  check: ({ files }) => {
    const allowed = Object.keys(parsed(files, "package.json").allowScripts ?? {});
    return Object.entries(parsed(files, "package-lock.json").packages ?? {})
      .filter(([, { hasInstallScript }]) => hasInstallScript === true)
      .map(([path]) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length))
      .filter((name) => !allowed.includes(name))
      .map((name) => ({ path: "package.json", says: `allowScripts does not mention ${name}` }));
  },
};

/** Tests and this workspace may use the tools of the root. */
export const declaredPackages: Rule = {
  says: "a package is declared by the workspace that imports it",
  check: (house) => {
    const declared = new Map(manifestsOf(house).map((one) => [one.path, one.dependencies]));
    const tools = declared.get("package.json") ?? [];
    return house.sources.flatMap((source) => {
      const own = declared.get(`${source.workspace}/package.json`) ?? [];
      const known = new Set([...own, ...(usesTools(source) ? tools : [])]);
      return importsOf(source)
        .map(({ target, line }) => ({ name: packageOf(target), line }))
        .filter(({ name }) => name !== undefined && !known.has(name))
        .map(({ name, line }) => ({
          path: source.path,
          line,
          says: `imports ${name}, undeclared`,
        }));
    });
  },
};

function usesTools(source: Source): boolean {
  return isForTests(source) || source.workspace === "scripts";
}

function packageOf(target: string): string | undefined {
  if (/^(\.|#|node:)/.test(target)) return undefined;
  return /^(@[^/]+\/)?[^/]+/.exec(target)?.[0];
}

type Parts = {
  readonly allowScripts?: Readonly<Record<string, boolean>>;
  readonly packages?: Readonly<Record<string, { readonly hasInstallScript?: boolean }>>;
};

function parsed(files: House["files"], path: string): Parts {
  // Both files are npm's own; it refuses to install from ones of another shape.
  return JSON.parse(files.get(path) ?? "{}") as Parts;
}
