/** Tiles of the tree as C2SP tlog-tiles cuts and names them: 256 hashes each, eight levels high. */

/** Hashes in a full tile; a tile of the next level stands above as many tiles of this one. */
export const tileHashesMax = 256;
/** 256 ** 8 leaves are more than will ever be. */
export const tileLevelMax = 7;

export type Tile = {
  readonly level: number;
  readonly index: number;
  /** Hashes in it, 1 to 256; fewer than 256 is the right edge of a tree. */
  readonly width: number;
};

/** `0/x001/x234/067.p/8` */
export function tilePath({ level, index, width }: Tile): string {
  return `${level}/${indexPath(index, width)}`;
}

/** `x001/x234/067.p/8`: three digits at a time; also the name of a bundle of entries. */
export function indexPath(index: number, width = tileHashesMax): string {
  const digits = `${index}`.padStart(Math.ceil(`${index}`.length / 3) * 3, "0");
  const path = digits.replace(/\d{3}(?=\d)/g, "x$&/");
  return width === tileHashesMax ? path : `${path}.p/${width}`;
}

const written = /^((?:x\d{3}\/){0,5}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** Index and width that a path names; undefined when it is not the one spelling of a tile. */
export function parseIndexPath(path: string): Omit<Tile, "level"> | undefined {
  const [, digits, partial] = written.exec(path) ?? [];
  if (digits === undefined) return undefined;
  const index = Number(digits.replace(/[x/]/g, ""));
  const width = partial === undefined ? tileHashesMax : Number(partial);
  const isTile = Number.isSafeInteger(index) && width <= tileHashesMax;
  return isTile && indexPath(index, width) === path ? { index, width } : undefined;
}

/** How many hashes a tile has in a tree of this size; 0 when it is not there. */
export function widthIn(size: number, level: number, index: number): number {
  const hashes = Math.floor(size / tileHashesMax ** level) - index * tileHashesMax;
  return Math.min(Math.max(hashes, 0), tileHashesMax);
}
