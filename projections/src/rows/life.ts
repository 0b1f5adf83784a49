/** How one row is over valid time: a stretch of it from each instant at which it changes. */

/** From its instant on until the next segment's; undefined: there is no row. */
export type Segment<Row> = { readonly effective: string; readonly row: Row | undefined };

/**
 * All segments, in the order of their instants; the last one is the present row. Before the first
 * there is no row.
 */
export type Life<Row> = readonly Segment<Row>[];

/** From an instant on: a segment that begins right there, then those that begin later. */
export function lifeFrom<Row>(life: Life<Row>, since: string): Life<Row> {
  const holding = life.findLastIndex(({ effective }) => effective <= since);
  return [{ effective: since, row: life[holding]?.row }, ...life.slice(holding + 1)];
}

/** Puts other segments in the place of all that a life has from their first one on. */
export function replaceFrom<Row>(life: Segment<Row>[], segments: Life<Row>): void {
  const since = segments[0]?.effective;
  if (since === undefined) return;
  const before = life.findLastIndex(({ effective }) => effective < since);
  life.length = before + 1;
  for (const segment of segments) {
    const last = life.at(-1);
    // Two segments of one row are one; the first says from when on, also when it says nothing new.
    if (last === undefined || segment === segments[0] || last.row !== segment.row)
      life.push(segment);
  }
}
