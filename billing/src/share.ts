/** Rounds a sum once and shares it so that the parts sum to it: the largest remainders. */

/**
 * `parts` and `coin` are in the same unit, none negative; the answer is in whole coins. The total
 * is rounded half up. Each share is its part rounded down, and what is left goes coin by coin to
 * the largest remainders (of equal ones to the first), so that no share is a whole coin off.
 */
export function share(parts: readonly bigint[], coin: bigint) {
  const sum = parts.reduce((total, part) => total + part, 0n);
  const total = (2n * sum + coin) / (2n * coin);
  const floors = parts.map((part) => part / coin);
  const left = floors.reduce((rest, floor) => rest - floor, total);

  const ranked = parts
    .map((part, index) => ({ index, remainder: part % coin }))
    .toSorted(largestFirst);
  const lucky = new Set(ranked.slice(0, Number(left)).map(({ index }) => index));
  const shares = floors.map((floor, index) => (lucky.has(index) ? floor + 1n : floor));
  return { total, shares };
}

type Ranked = { readonly index: number; readonly remainder: bigint };

function largestFirst(one: Ranked, other: Ranked): number {
  if (one.remainder === other.remainder) return one.index - other.index;
  return one.remainder > other.remainder ? -1 : 1;
}
