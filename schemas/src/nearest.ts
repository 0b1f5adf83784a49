/** Finds what somebody probably meant: the known word that takes the fewest edits. */

/** With more than a third of its letters changed, a guess confuses more than it helps. */
const lettersPerEdit = 3;

/** The nearest of the known words, if it is near; undefined when none is. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, edits: editsBetween(word, candidate) }))
    .filter(({ candidate, edits }) => edits <= Math.ceil(candidate.length / lettersPerEdit))
    .sort((left, right) => left.edits - right.edits);
  return ranked[0]?.candidate;
}

/** Letters to insert, delete or replace on the way from one to the other (Levenshtein 1966). */
export function editsBetween(from: string, to: string): number {
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
