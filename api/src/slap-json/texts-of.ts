/** Values of a JSON object as the texts that SlapOS makes of them: parameters are texts. */

/**
 * As Python's `str` writes them, since this is what software finds on a partition. Objects and
 * lists become JSON, which software can read, where Python would write its own notation.
 */
export function textsOf(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, textOf(value)]));
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  return JSON.stringify(value);
}
