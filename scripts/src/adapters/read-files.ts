/**
 * Reads every text file of the clone, but nothing that was installed, generated or is being run.
 */
import { globSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const elsewhere = new Set([".git", ".partita", ".partita-ci", ".turbo", "node_modules"]);
const patterns = [
  "**/*.{ts,json,jsonl,md,css,html,sql,xml,yml,yaml,sh}",
  "{LICENSE,.gitignore,.npmrc}",
  ".ci/*",
];
/** What is larger is data, and no rule reads it. */
const fileBytesMax = 2_000_000;

export function readFiles(root: string): ReadonlyMap<string, string> {
  const exclude = (entry: string) => elsewhere.has(entry.split("/").at(-1) ?? "");
  const paths = globSync(patterns, { cwd: root, exclude }).sort();
  const small = paths.filter((path) => statSync(join(root, path)).size <= fileBytesMax);
  return new Map(small.map((path) => [path, readFileSync(join(root, path), "utf8")]));
}
