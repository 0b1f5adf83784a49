/**
 * What is written for people holds: the pages name files that exist, and nothing that matters is
 * unnamed.
 */
import type { JourneyStep } from "@partita/cli";
import type { House } from "./house.ts";
import type { Rule } from "./rule.ts";

const oneRequestPage = "docs/one-request.md";

/** The steps that `partita trace` prints and the page that explains them are the same. */
export function oneRequest(journey: readonly JourneyStep[]): Rule {
  return {
    says: "docs/one-request.md names the file of each step, and they exist",
    check: ({ files }) => {
      const page = files.get(oneRequestPage);
      if (page === undefined) return [{ path: oneRequestPage, says: "is missing" }];
      const named = pathsIn(page);
      const untold = journey.filter(({ where }) => !named.includes(where));
      return [
        ...[...named, ...journey.map(({ where }) => where)]
          .filter((path, index, all) => all.indexOf(path) === index && !files.has(path))
          .map((path) => ({ path: oneRequestPage, says: `names ${path}, which does not exist` })),
        ...untold.map(({ where }) => ({ path: oneRequestPage, says: `does not name ${where}` })),
      ];
    },
  };
}

export const changelog: Rule = {
  says: "CHANGELOG.md says what is unreleased",
  check: ({ files }) =>
    /^## \[?Unreleased\b/m.test(files.get("CHANGELOG.md") ?? "")
      ? []
      : [{ path: "CHANGELOG.md", says: 'has no heading "## Unreleased"' }],
};

export const confirmedDecisions: Rule = {
  says: "each decision names the files that confirm it, and they exist",
  check: ({ files }) =>
    [...files]
      .filter(([path]) => /^docs\/adr\/\d{4}-[^/]+\.md$/.test(path))
      .flatMap(([path, text]) => {
        const [, confirmed] =
          /confirmed by\**:?\**\s*([\s\S]*?)(?=\n#|$(?![\s\S]))/i.exec(text) ?? [];
        const named = pathsIn(confirmed ?? "");
        if (named.length === 0) return [{ path, says: "is confirmed by no file" }];
        const missing = named.filter((one) => !files.has(one) && !isFolder(files, one));
        return missing.map((one) => ({
          path,
          says: `is confirmed by ${one}, which does not exist`,
        }));
      }),
};

export const documentedDependencies: Rule = {
  says: "each dependency has its line in docs/dependencies.md",
  check: (house) => {
    const page = house.files.get("docs/dependencies.md") ?? "";
    return manifestsOf(house).flatMap(({ path, dependencies }) =>
      dependencies
        .filter((name) => !name.startsWith("@partita/") && !page.includes(`\`${name}\``))
        .map((name) => ({
          path,
          says: `depends on ${name}, which docs/dependencies.md does not explain`,
        })),
    );
  },
};

type Manifest = { readonly path: string; readonly dependencies: readonly string[] };

export function manifestsOf({ files }: House): readonly Manifest[] {
  return [...files]
    .filter(([path]) => /(^|\/)package\.json$/.test(path))
    .map(([path, text]) => {
      // Each part of a manifest may be absent; npm checks the rest.
      const manifest = JSON.parse(text) as Record<string, Record<string, string> | undefined>;
      const parts = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];
      return { path, dependencies: parts.flatMap((part) => Object.keys(manifest[part] ?? {})) };
    });
}

/** Files that a page names between backticks: `ledger/src/handle.ts`. */
function pathsIn(text: string): readonly string[] {
  return [...text.matchAll(/`([\w.-]+(?:\/[\w.-]+)+)\/?`/g)].flatMap(([, path]) =>
    path === undefined || !/\.\w+$|^[a-z-]+\/src\//.test(path) ? [] : [path],
  );
}

function isFolder(files: ReadonlyMap<string, string>, path: string): boolean {
  return [...files.keys()].some((file) => file.startsWith(`${path}/`));
}
