/** The order in which people count: `slappart2` comes before `slappart10`. */

const collator = new Intl.Collator("en", { numeric: true });

/** For `toSorted`; names that count alike (`a2` and `a02`) still have one order. */
export function naturalOrder(left: string, right: string): number {
  return collator.compare(left, right) || (left < right ? -1 : Number(left > right));
}
