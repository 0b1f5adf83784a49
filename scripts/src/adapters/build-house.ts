/** Builds the house that rules look at from the texts of its files. */
import { type House, type Source, workspaceOf } from "../tidy/house.ts";
import { parseSources } from "./parse-sources.ts";

export function buildHouse(files: ReadonlyMap<string, string>): House {
  const ours = [...files].filter(([path]) => path.endsWith(".ts") && workspaceOf(path));
  const trees = parseSources(new Map(ours));
  const sources = ours.flatMap(([path, text]): Source[] => {
    const workspace = workspaceOf(path);
    const tree = trees.get(path);
    if (workspace === undefined || tree === undefined) return [];
    return [{ path, workspace, text, lines: text.split("\n"), tree }];
  });
  return { sources, files };
}
