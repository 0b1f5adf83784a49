/** Reads lines and entries of the inventory in PostgreSQL, in their order, page by page. */
import {
  entryConditions,
  isOfKeys,
  keyConditions,
  type Span,
  spanOf,
} from "#projections/adapters/postgres/inventory-conditions.ts";
import { instantText, timestampOf } from "#projections/adapters/postgres/inventory-instants.ts";
import { linesOf, withEntries } from "#projections/adapters/postgres/inventory-lines.ts";
import { type Asking, type Row, withHead } from "#projections/adapters/postgres/inventory-read.ts";
import type { Tables } from "#projections/adapters/postgres/inventory-tables.ts";
import { type Statement, statement } from "#projections/adapters/postgres/statement.ts";
import type { Entry } from "#projections/inventory/entry.ts";
import type { EntryPlace } from "#projections/inventory/inventory.ts";
import type {
  HistoryLine,
  HistoryPlace,
  HistoryQuestion,
} from "#projections/inventory/question.ts";

const order = "l.effective, l.position, l.index, k.side";
const shared = `e.movement, e.kind, e.stream, to_json(e.items)::text as items,
  ${["effective", "starts_at", "stops_at", "recorded_at"].map(instant).join(", ")}`;

/** `opening` is the balance before the first line that is asked for. */
export function historyIn(
  tables: Tables,
  generation: number,
  { opening, ...question }: HistoryQuestion & { readonly opening: string },
): Asking<readonly HistoryLine[]> {
  const building = statement();
  const { value } = building;
  const head = withHead(building, question, generation);
  const text = `${head}
    select head.known, head.filling, page.* from head left join lateral (
      select l.position, l.index, ${shared}, k.resource, k.node, k.section, k.state, k.side,
        m.node as mirror_node, m.section as mirror_section,
        trim_scale(l.quantity)::text as quantity,
        trim_scale(${value(opening)}::numeric
          + sum(l.quantity) over (order by ${order} rows unbounded preceding))::text as balance
      from ${lines(building, tables, question)}
      order by ${order} limit ${value(question.limit)}
    ) as page on true`;
  return { text, values: building.values, answer: (rows) => rows.flatMap(lineOf) };
}

/** When nothing but keys is asked for, an index of each key has its lines in order. */
function lines(building: Statement, tables: Tables, question: HistoryQuestion): string {
  const { filters, after } = question;
  const beyond = after === undefined ? "true" : `(${order}) > (${placeOf(building, after)})`;
  const where = `${keyConditions(building, question)} and ${beyond}`;
  if (isOfKeys(filters))
    return `${tables.keys} as k
      cross join lateral (${firstOfKey(building, tables, question)}) as l
      ${withEntries(tables)} where ${where}`;
  return `${linesOf(building, tables, question)}
    where ${where} and ${entryConditions(building, filters)}`;
}

/** One more than the page: the line that the last page ended with may be among them. */
function firstOfKey(building: Statement, { lines }: Tables, question: HistoryQuestion): string {
  const { value } = building;
  const { after, upTo }: Span = spanOf(question);
  const place = question.after;
  const beyond =
    place === undefined
      ? "true"
      : `(effective, position, index) >= (${value(timestampOf(place.effective))}::timestamptz,
          ${value(`${place.position}`)}::bigint, ${value(place.index)}::smallint)`;
  return `select * from ${lines}
    where key = k.id and ${beyond} and position <= head.known
      and effective > ${value(after)}::timestamptz and effective <= ${value(upTo)}::timestamptz
    order by effective, position, index limit ${value(question.limit + 1)}`;
}

function placeOf({ value }: Statement, { effective, position, index, side }: HistoryPlace): string {
  return `${value(timestampOf(effective))}::timestamptz, ${value(`${position}`)}::bigint,
    ${value(index)}::smallint, ${value(side)}::text`;
}

export function entriesIn(
  { entries, keys }: Tables,
  generation: number,
  { after, limit }: { readonly after: EntryPlace; readonly limit: number },
): Asking<readonly Entry[]> {
  const text = `
    select head.position as known, head.state as filling, page.*
    from projections.inventory as head left join lateral (
      select e.position, e.index, ${shared}, s.resource, s.state,
        trim_scale(e.quantity)::text as quantity, s.node as source, s.section as source_section,
        d.node as destination, d.section as destination_section
      from ${entries} as e join ${keys} as s on s.id = e.source
      join ${keys} as d on d.id = e.destination
      where (e.position, e.index) > ($2::bigint, $3::smallint)
      order by e.position, e.index limit $4
    ) as page on true where generation = $1`;
  const values = [generation, `${after.position}`, after.index, limit];
  return { text, values, answer: (rows) => rows.flatMap(entryOf) };
}

/** The one form of an instant, whose text order is time order. */
function instant(column: string): string {
  return `${instantText(`e.${column}`, '-MM-DD"T"HH24:MI:SS.MS"Z"')} as ${column}`;
}

/** A head without lines is a row as well: it tells the position. */
function lineOf(row: Row): readonly HistoryLine[] {
  if (row.movement == null) return [];
  const { node, section, mirror_node: mirrorNode, mirror_section: mirrorSection } = row;
  const { side, balance } = row;
  // Entries were written with these very words.
  return [
    { ...sharedOf(row), node, section, mirrorNode, mirrorSection, side, balance } as HistoryLine,
  ];
}

function entryOf(row: Row): readonly Entry[] {
  if (row.movement == null) return [];
  const { source, source_section: sourceSection } = row;
  const { destination, destination_section: destinationSection } = row;
  // Entries were written with these very words.
  return [{ ...sharedOf(row), source, sourceSection, destination, destinationSection } as Entry];
}

function sharedOf(row: Row) {
  const { movement, kind, stream, resource, state, quantity, effective } = row;
  const { items, starts_at: startsAt, stops_at: stopsAt, recorded_at: recordedAt } = row;
  return {
    ...{ movement, kind, stream, resource, state, quantity, effective, recordedAt },
    position: BigInt(row.position ?? 0),
    index: Number(row.index),
    items: JSON.parse(items ?? "[]"),
    ...(startsAt != null && { startsAt }),
    ...(stopsAt != null && { stopsAt }),
  };
}
