/** What a request about the log names, once it is read: a tile, or a size of the tree. */
import { parseIndexPath, type Tile, tileLevelMax } from "@partita/schemas/log/tile-path.ts";
import { type Denial, deny } from "#api/problems.ts";

export type TilePath = { readonly "*": string };

/** A tile by its level and its path; the path has one spelling, so that caches hold it once. */
export function tileAsked(level: string, { "*": path }: TilePath): Tile | Denial {
  const named = parseIndexPath(path);
  const known = Number(level) <= tileLevelMax && /^\d$/.test(level);
  if (named === undefined || !known) return deny("no-such-tile", { facts: { level, tile: path } });
  return { level: Number(level), ...named };
}

/** `undefined` where nothing was asked; a number of leaves otherwise. */
export function countAsked(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
