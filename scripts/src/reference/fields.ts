/** Describes the fields of a schema in words: what may stand there, and whether it must. */
import { ActorId, Instant, ItemId, NodeId, Position, Quantity, Reference } from "@partita/schemas";
import { code, markdownTable } from "./markdown.ts";

/** The part of JSON Schema that our schemas use. */
export type Shape = {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly patternProperties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly allOf?: readonly Shape[];
  readonly anyOf?: readonly Shape[];
};

/** Longer lists of words (the regions) are told by their number; the API's description has all. */
const wordsShownMax = 12;

/** One row per field, nested ones by their path: `prices.hourly`, `lines[].amount`. */
export function fieldTable(schema: object): string {
  const rows = fieldsOf(schema, "");
  if (rows.length === 0) return "No fields.";
  const cells = rows.map(({ path, required, says }) => [code(path), required ? "yes" : "no", says]);
  return markdownTable(["field", "required", "what"], cells);
}

type Field = { readonly path: string; readonly required: boolean; readonly says: string };

function fieldsOf(shape: Shape, prefix: string): readonly Field[] {
  const own = Object.entries(shape.properties ?? {}).flatMap(([name, inner]) => {
    const path = `${prefix}${name}`;
    const required = shape.required?.includes(name) ?? false;
    return [{ path, required, says: wordsFor(inner) }, ...nested(inner, path)];
  });
  return [...own, ...(shape.allOf ?? []).flatMap((part) => fieldsOf(part, prefix))];
}

function nested(shape: Shape, path: string): readonly Field[] {
  return shape.items ? fieldsOf(shape.items, `${path}[].`) : fieldsOf(shape, `${path}.`);
}

function wordsFor(shape: Shape): string {
  if (shape.enum) return words(shape.enum);
  if (shape.const !== undefined) return code(String(shape.const));
  if (shape.anyOf) return shape.anyOf.map(wordsFor).join(" or ");
  if (shape.items)
    return `list${between(shape.minItems, shape.maxItems, "entries")} of ${wordsFor(shape.items)}`;
  const [named] = Object.values(shape.patternProperties ?? {});
  if (named) return `named values, each ${wordsFor(named)}`;
  return nameOf(shape) ?? `${kindOf(shape)}${limits(shape)}`;
}

const kinds: Readonly<Record<string, string>> = {
  string: "text",
  integer: "whole number",
  boolean: "true or false",
  object: "object",
};

/** Shapes that occur everywhere have a name, which says more than their pattern. */
const namedShapes = [
  [Instant, "an instant, `2026-01-31T12:00:00.000Z`"],
  [Quantity, "an exact number as text, `42.5`"],
  [Reference, "a reference, `COMP-1`"],
  [NodeId, "a node, `person:ada`"],
  [ItemId, "an item, `computer:COMP-1`"],
  [ActorId, "an actor, `computer:COMP-1`"],
  [Position, "a position in the log, as text"],
] as const;

function nameOf({ pattern }: Shape): string | undefined {
  if (pattern === undefined) return undefined;
  return namedShapes.find(([named]) => "pattern" in named && named.pattern === pattern)?.[1];
}

function kindOf({ type, properties }: Shape): string {
  if (properties) return "object";
  return type === undefined ? "anything" : (kinds[type] ?? type);
}

function limits({ pattern, minLength, maxLength, minimum }: Shape): string {
  const least = minimum === undefined ? "" : `, at least ${minimum}`;
  const form = pattern === undefined ? "" : `, ${code(pattern)}`;
  return `${between(minLength, maxLength, "characters")}${least}${form}`;
}

function between(least: number | undefined, most: number | undefined, what: string): string {
  if (least === undefined && most === undefined) return "";
  if (most === undefined) return `, at least ${least} ${what}`;
  return `, ${least ?? 0} to ${most} ${what}`;
}

function words(list: readonly unknown[]): string {
  const shown = list.slice(0, wordsShownMax).map((word) => code(String(word)));
  const left = list.length - shown.length;
  return left > 0
    ? `one of ${shown.join(", ")}, … (${list.length} in all)`
    : `one of ${shown.join(", ")}`;
}
