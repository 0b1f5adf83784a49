/** Says where a request departs from its schema, and what to write instead. */
import {
  Instant,
  KnownAt,
  NodeId,
  nearest,
  Position,
  Prices,
  Reference,
  SoftwareRelease,
} from "@partita/schemas";
import type { TSchema } from "typebox";
import type { TLocalizedValidationError } from "typebox/error";
import type { Mismatch } from "#api/unstorable.ts";

/** Longest list of allowed values that helps more than it hides. */
const listedValuesMax = 12;

const inWords: Readonly<Record<string, string>> = {
  [patternOf(Prices.properties.hourly)]: 'a price as text, at most nine decimals: "1.50"',
  [patternOf(Instant)]: 'an instant in UTC with milliseconds: "2026-01-31T12:00:00.000Z"',
  [patternOf(KnownAt)]:
    'a position of the log or an instant in UTC: "42" or "2026-01-31T12:00:00.000Z"',
  [patternOf(Reference)]: 'a reference of 1 to 64 letters, digits, dots, hyphens: "COMP-1"',
  [patternOf(Position)]: 'a position of the log: "42"',
  [patternOf(NodeId)]: 'a node id: "organisation:hoster"',
  [patternOf(SoftwareRelease)]: 'the URL of a software release: "https://…/software.json"',
};

/** One entry per place; `schema` and `data` are those that the error was found between. */
export function explainMismatch(
  schema: TSchema,
  data: unknown,
  error: TLocalizedValidationError,
): readonly Mismatch[] {
  const { instancePath: path } = error;
  const at = (name: string, message: string) => ({ path: `${path}/${name}`, message });
  switch (error.keyword) {
    case "boolean":
      return []; // The same place is reported as an additional property.
    case "required":
      return error.params.requiredProperties.map((name) => at(name, "is missing"));
    case "additionalProperties": {
      const known = Object.keys(Object(inside(schema, error.schemaPath, "properties")));
      const names = error.params.additionalProperties;
      return names.map((name) => at(name, unknownName(name, known)));
    }
    case "enum":
      return [{ path, message: notAllowed(inside(data, path), error.params.allowedValues) }];
    case "type":
      return [{ path, message: wrongType(inside(data, path), error.params.type) }];
    case "minLength":
      return [{ path, message: "is empty; leave it out rather than sending nothing" }];
    case "maxLength":
      return [{ path, message: `is longer than ${error.params.limit} characters` }];
    case "pattern":
      return [{ path, message: unlike(String(error.params.pattern)) }];
    default:
      return [{ path, message: error.message }];
  }
}

function unlike(pattern: string): string {
  const words = inWords[pattern];
  return words === undefined ? `does not match ${pattern}` : `is not ${words}`;
}

function unknownName(name: string, known: readonly string[]): string {
  if (name === "") return "is a name without a letter";
  const meant = guess(name, known);
  const isShort = known.length > 0 && known.length <= listedValuesMax;
  return `is not known here${meant === "" && isShort ? `; known are ${known.join(", ")}` : meant}`;
}

function notAllowed(value: unknown, allowed: readonly unknown[]): string {
  const known = allowed.map(String);
  if (known.length <= listedValuesMax) return `is none of ${known.join(", ")}`;
  const part = known.find((one) => one.endsWith(`/${String(value).toLowerCase()}`));
  const meant = guess(part ?? String(value), known) || beginnings(known);
  return `is none of the ${known.length} known values${meant}`;
}

/** Of a hierarchy such as that of regions, its uppermost words. */
function beginnings(known: readonly string[]): string {
  const first = [...new Set(known.map((one) => one.split("/")[0]))];
  return first.length > listedValuesMax ? "" : `; they begin with ${first.join(", ")}`;
}

function wrongType(value: unknown, type: string | string[]): string {
  if (typeof value === "number" && type === "string")
    return `is a number; write it as a text: "${value}"`;
  if (Array.isArray(value) && type === "string") return "is given more than once, or a list";
  return `must be of type ${type}`;
}

function guess(name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  return meant === undefined ? "" : `; did you mean "${meant}"?`;
}

/** What stands at a path such as `/conditions/region` or `#/properties/conditions`. */
function inside(whole: unknown, path: string, ...further: readonly string[]): unknown {
  const names = [...path.replace(/^#?\/?/, "").split("/"), ...further].filter(Boolean);
  return names.reduce<unknown>((part, name) => Object(part)[name], whole);
}

function patternOf(schema: TSchema): string {
  return "pattern" in schema ? String(schema.pattern) : "";
}
