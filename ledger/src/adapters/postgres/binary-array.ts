/** Arrays as PostgreSQL reads them in binary: nothing to escape, nothing to look through. */

/** Object ids of types, fixed for ever (PostgreSQL's pg_type.dat). */
const elementTypes = { text: 25, json: 114, integer: 23 } as const;

const headBytes = 20;
const lengthBytes = 4;
const integerBytes = 4;
/** Instead of an element's length. */
const isNull = -1;

export function textArray(
  items: readonly (string | null)[],
  type: "text" | "json" = "text",
): Buffer {
  const lengths = items.map((item) => (item === null ? 0 : Buffer.byteLength(item)));
  const bytes = lengths.reduce((sum, length) => sum + lengthBytes + length, headBytes);
  const array = arrayOf(elementTypes[type], items.length, bytes);
  let at = headBytes;
  for (const [index, item] of items.entries()) {
    at = array.writeInt32BE(item === null ? isNull : (lengths[index] ?? 0), at);
    if (item !== null) at += array.write(item, at);
  }
  return array;
}

export function integerArray(items: readonly (number | null)[]): Buffer {
  const bytes = items.reduce<number>(
    (sum, item) => sum + lengthBytes + (item === null ? 0 : integerBytes),
    headBytes,
  );
  const array = arrayOf(elementTypes.integer, items.length, bytes);
  let at = headBytes;
  for (const item of items) {
    at = array.writeInt32BE(item === null ? isNull : integerBytes, at);
    if (item !== null) at = array.writeInt32BE(item, at);
  }
  return array;
}

/** Head of an array (src/backend/utils/adt/arrayfuncs.c, `array_recv`). */
function arrayOf(elementType: number, length: number, bytes: number): Buffer {
  const array = Buffer.allocUnsafe(bytes);
  const dimensions = 1;
  const mayHoldNull = 1;
  const firstIndex = 1;
  let at = 0;
  for (const part of [dimensions, mayHoldNull, elementType, length, firstIndex])
    at = array.writeInt32BE(part, at);
  return array;
}
