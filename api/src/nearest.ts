/** Finds the known name that somebody probably meant: "did you mean …". */

/** The nearest of the known names, if it is near: at most a third of the letters differ. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, distance: levenshtein(name, candidate) }))
    .sort((left, right) => left.distance - right.distance);
  const best = ranked[0];
  return best && best.distance <= Math.ceil(best.candidate.length / 3) ? best.candidate : undefined;
}

/** Letters to insert, delete or replace on the way from one text to the other (Levenshtein). */
export function levenshtein(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column++) {
      const [left = 0, above = 0, diagonal = 0] = [next[column - 1], row[column], row[column - 1]];
      const replaced = diagonal + (letter === to[column - 1] ? 0 : 1);
      next.push(Math.min(left + 1, above + 1, replaced));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
