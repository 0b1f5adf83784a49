/** The order of texts as Python has it: by code point, where JavaScript compares UTF-16 units. */

export function byCodePoint(left: string, right: string): number {
  if (left === right) return 0;
  const [one, other] = [[...left], [...right]];
  const at = one.findIndex((character, index) => character !== other[index]);
  if (at === -1) return -1;
  return (one[at]?.codePointAt(0) ?? -1) - (other[at]?.codePointAt(0) ?? -1);
}
