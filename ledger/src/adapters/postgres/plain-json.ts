/** Whether a value comes back from its JSON text as it is: then it need not be parsed again. */

/**
 * True only of texts, finite numbers, booleans, null, and plain objects and arrays of these. What
 * JSON leaves out or says otherwise (undefined, -0, dates, holes) is not plain.
 */
export function isPlainJson(value: unknown): boolean {
  if (typeof value === "string" || typeof value === "boolean" || value === null) return true;
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value !== "object") return false;
  if (Array.isArray(value)) return isPlainArray(value);
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  // Of a plain object, whose prototype says nothing, these are the keys that JSON writes.
  for (const key in value) if (!isPlainJson(value[key as never])) return false;
  return true;
}

function isPlainArray(items: readonly unknown[]): boolean {
  for (let index = 0; index < items.length; index++) if (!isPlainJson(items[index])) return false;
  return true;
}
