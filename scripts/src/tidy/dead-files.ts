/** A file that nothing reaches is a question that nobody answers: it goes. */
import { type House, isForTests, isTest, type Source } from "./house.ts";
import { importsOf } from "./imports.ts";
import type { Rule } from "./rule.ts";

export const deadFiles: Rule = {
  says: "no file lies about that nobody uses",
  check: (house) => {
    const forAll = reached(house, (source) => !isForTests(source));
    const forTests = reached(house, () => true);
    return house.sources
      .filter((source) => !isTest(source) && !isStarted(source, house))
      .filter((source) => !(servesTests(source) ? forTests : forAll).has(source.path))
      .map(({ path }) => ({ path, says: "is used by nobody" }));
  },
};

/** These two workspaces are nothing but tests, and what tests need. */
function servesTests(source: Source): boolean {
  return isForTests(source) || ["e2e", "scripts"].includes(source.workspace);
}

/** Every path that one of these sources imports or names. */
function reached({ sources }: House, from: (source: Source) => boolean): ReadonlySet<string> {
  const known = new Set(sources.map(({ path }) => path));
  const targets = sources
    .filter(from)
    .flatMap((source) => importsOf(source).map(({ target }) => resolved(source, target)));
  return new Set(targets.filter((path) => known.has(path)));
}

function resolved({ path, workspace }: Source, target: string): string {
  if (target.startsWith(".")) return new URL(target, `file:///${path}`).pathname.slice(1);
  if (target.startsWith("#")) return `${workspace}/src/${target.slice(target.indexOf("/") + 1)}`;
  const [, other, rest = "index.ts"] = /^@partita\/([^/]+)(?:\/(.+))?$/.exec(target) ?? [];
  return other === undefined ? "" : `${other}/src/${rest}`;
}

/** What is not imported but started: a program, an index, what a manifest or a path names. */
function isStarted(source: Source, { files, sources }: House): boolean {
  const { path } = source;
  if (/\/(index|main[^/]*)\.ts$/.test(path)) return true;
  const manifests = [...files].filter(
    ([other]) => /\.(json|sh)$/.test(other) || !other.includes("/"),
  );
  const programs = sources.filter((one) => servesTests(source) || !isForTests(one));
  const texts = [...manifests, ...programs.map((one) => [one.path, one.text] as const)];
  return texts.some(([other, text]) => other !== path && names(other, text, path));
}

/** Whether a text says the path of a file, or its bare name when it lies in the same folder. */
function names(other: string, text: string, path: string): boolean {
  const beside = folderOf(other) === folderOf(path);
  const name = path
    .split("/")
    .slice(beside ? -1 : -2)
    .join("/");
  return (
    text.includes(name) && text.split("\n").some((line) => line.includes(name) && !isImport(line))
  );
}

function folderOf(path: string): string {
  return path.split("/").slice(0, -1).join("/");
}

function isImport(line: string): boolean {
  return /\bfrom "/.test(line);
}
