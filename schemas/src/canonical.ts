/**
 * The one text of a value, whatever order its keys were written in: what is hashed must not depend
 * on it.
 */

/**
 * JSON with keys sorted by code unit, no spaces, absent for undefined. Throws on what JSON cannot
 * say.
 */
export function canonical(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "string")
    return JSON.stringify(value);
  if (typeof value === "number" && Number.isSafeInteger(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "object") return canonicalObject(value);
  throw new Error(`a ${typeof value} has no canonical text`);
}

function canonicalObject(value: object): string {
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`);
  return `{${entries.join(",")}}`;
}
