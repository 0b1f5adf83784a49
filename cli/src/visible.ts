/**
 * Makes control characters visible, so that a text from outside can neither steer a terminal nor
 * forge a line.
 */

/** Unicode's pictures of control characters begin here: ␀ for 0, ␊ for a line feed. */
const pictures = 0x2400;
const pictureOfDelete = "␡";
const replacement = "\ufffd";

export function visible(text: string): string {
  return [...text].map(shown).join("");
}

function shown(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(pictures + code);
  if (code === 0x7f) return pictureOfDelete;
  // C1 controls steer some terminals; the bidirectional ones reorder what one reads.
  const steers = (code > 0x7f && code < 0xa0) || isBidirectional(code);
  return steers ? replacement : letter;
}

function isBidirectional(code: number): boolean {
  return (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}
