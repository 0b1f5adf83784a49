/** What of a question is said in SQL's conditions: which keys, which entries, up to when. */
import { instantOf } from "@partita/schemas";
import { timestampOf } from "#projections/adapters/postgres/inventory-instants.ts";
import type { Statement } from "#projections/adapters/postgres/statement.ts";
import { type Side, sides } from "#projections/inventory/entry.ts";
import type { Filters, Question } from "#projections/inventory/question.ts";
import { statesIn } from "#projections/inventory/stock.ts";

/** Counting after `after` and up to `upTo`, as PostgreSQL's timestamps. */
export type Span = { readonly after: string; readonly upTo: string };

const firstInstant = "0000-01-01T00:00:00.000Z";

/**
 * Instants are whole milliseconds: before one is up to the millisecond before it. As texts they
 * sort as in time, and SQL's infinities before and after them.
 */
export function spanOf({ filters, moment }: Question): Span {
  const { from, until } = filters;
  const ends = [moment.at, until && millisecondBefore(until)].filter((end) => end !== undefined);
  const upTo = ends.sort()[0] ?? "infinity";
  const after = from === undefined ? "-infinity" : millisecondBefore(from);
  // What ends before it begins is empty, not less than nothing.
  return { after: timestampOf(after < upTo ? after : upTo), upTo: timestampOf(upTo) };
}

/** Nothing counts before the first instant of all, and no text says when that would be. */
function millisecondBefore(instant: string): string {
  return instant === firstInstant ? "-infinity" : instantOf(Date.parse(instant) - 1);
}

/** Over a table of keys, `k`: which of them count. */
export function keyConditions({ value }: Statement, { filters, stock }: Question): string {
  const { resource, node, section, state } = filters;
  const counts = (side: Side) =>
    `k.side = '${side}' and k.state = any(${value([...statesIn(stock, side)])}::text[])`;
  return allOf([
    ...equal(value, { "k.resource": resource, "k.node": node, "k.section": section }),
    ...equal(value, { "k.state": state }),
    `(${sides.map(counts).join(" or ")})`,
  ]);
}

/** Over entries `e` and the key of the other end, `m`. */
export function entryConditions({ value }: Statement, filters: Filters): string {
  const { mirrorNode, mirrorSection, kind, item } = filters;
  return allOf([
    ...equal(value, { "m.node": mirrorNode, "m.section": mirrorSection, "e.kind": kind }),
    ...(item === undefined ? [] : [`e.items @> array[${value(item)}::text]`]),
  ]);
}

/** Whether the sums of keys answer it: it asks nothing of entries or of their other end. */
export function isOfKeys({ mirrorNode, mirrorSection, kind, item }: Filters): boolean {
  return [mirrorNode, mirrorSection, kind, item].every((filter) => filter === undefined);
}

function equal(
  value: Statement["value"],
  wanted: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  return Object.entries(wanted).flatMap(([column, text]) =>
    text === undefined ? [] : [`${column} = ${value(text)}`],
  );
}

function allOf(conditions: readonly string[]): string {
  return conditions.length === 0 ? "true" : conditions.join(" and ");
}
