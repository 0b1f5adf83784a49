/** Finds what somebody probably meant: the known word that takes the fewest edits. */

/**
 * Further away than this, or with more than half its letters changed, a guess confuses more than it
 * helps.
 */
const editsMax = 3;

export function nearest(word: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, edits: editsBetween(word, candidate) }))
    .filter(({ candidate, edits }) => edits <= Math.min(editsMax, candidate.length / 2))
    .sort((left, right) => left.edits - right.edits);
  return ranked[0]?.candidate;
}

/** Letters to insert, delete or replace (Levenshtein 1966), row by row. */
function editsBetween(from: string, to: string): number {
  let row = [...Array(to.length + 1).keys()];
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...to].entries()) {
      const replaced = at(row, column) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, at(row, column + 1) + 1, at(next, column) + 1));
    }
    row = next;
  }
  return at(row, to.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
