/** Values as Python writes them as text: `str` of a value, and `repr` of what is within it. */
import type { SlapFloat, SlapObject, SlapTuple, SlapValue } from "#schemas/slap/slap-value.ts";

/** What `str()` gives: a text is itself. */
export function pythonText(value: SlapValue): string {
  return typeof value === "string" ? value : pythonRepr(value);
}

export function pythonRepr(value: SlapValue): string {
  if (value === null) return "None";
  if (typeof value === "string") return quoted(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value !== "object") return `${value}`;
  if (value instanceof Map) {
    const pairs = [...value].map(([key, one]) => `${pythonRepr(key)}: ${pythonRepr(one)}`);
    return `{${pairs.join(", ")}}`;
  }
  if (value instanceof Set) return setRepr([...value]);
  // Of arrays Array.isArray says "any[]", and of readonly ones nothing at all.
  if (Array.isArray(value))
    return `[${(value as readonly SlapValue[]).map(pythonRepr).join(", ")}]`;
  // What is left is tagged.
  return taggedRepr(value as SlapFloat | SlapTuple | SlapObject);
}

function setRepr(items: readonly SlapValue[]): string {
  return items.length === 0 ? "set()" : `{${items.map(pythonRepr).join(", ")}}`;
}

function taggedRepr(value: SlapFloat | SlapTuple | SlapObject): string {
  if (value.type === "float") return floatText(value.value);
  if (value.type === "object") return `<${value.class}>`;
  const items = value.items.map(pythonRepr);
  return items.length === 1 ? `(${items[0]},)` : `(${items.join(", ")})`;
}

/** Python's shortest text of a float: `7.0`, `1e+16`, `1e-05`, `inf`. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (Object.is(value, -0)) return "-0.0";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) return exponential(value);
  const text = `${value}`;
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** JavaScript changes to exponents elsewhere, and writes them with one digit. */
function exponential(value: number): string {
  const [digits = "", exponent = ""] = value.toExponential().split("e");
  const sign = exponent.startsWith("-") ? "-" : "+";
  return `${digits}e${sign}${exponent.replace(/^[+-]/, "").padStart(2, "0")}`;
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(unprintable, escapedCharacter);
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
}

/** Controls, formats, and spaces of any kind but the plain one. */
const unprintable = /\\|(?! )[\p{C}\p{Z}]/gu;

function escapedCharacter(one: string): string {
  const short = shortEscapes[one];
  if (short !== undefined) return short;
  const code = one.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}

const shortEscapes: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};
