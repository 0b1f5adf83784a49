/** Goes through the inventory's lines with their entries: for what the sums of keys cannot tell. */
import { type Span, spanOf } from "#projections/adapters/postgres/inventory-conditions.ts";
import type { Tables } from "#projections/adapters/postgres/inventory-tables.ts";
import type { Statement } from "#projections/adapters/postgres/statement.ts";
import type { Question } from "#projections/inventory/question.ts";

/**
 * Lines `l` with their keys `k`, entries `e` and the keys of the other end `m`: begun with what
 * the filters say most about, since each of these ways has an index of its own.
 */
export function linesOf(building: Statement, tables: Tables, question: Question): string {
  const { item, node, section, mirrorNode, mirrorSection } = question.filters;
  if (item !== undefined) return linesOfEntries(building, tables, question);
  const isOfMirror = (mirrorNode ?? mirrorSection) !== undefined && (node ?? section) === undefined;
  return (isOfMirror ? linesOfMirrors : linesOfKeys)(building, tables, question);
}

function linesOfKeys(building: Statement, tables: Tables, question: Question): string {
  return `${tables.keys} as k
    join ${tables.lines} as l on l.key = k.id and ${counting(building, "l", spanOf(question))}
    ${withEntries(tables)}`;
}

export function withEntries({ entries, keys }: Tables): string {
  return `join ${entries} as e on e.position = l.position and e.index = l.index
    join ${keys} as m on m.id = case k.side when 'source' then e.destination else e.source end`;
}

/** The same from the other end on: its lines `o` are the wanted ones, the other way round. */
function linesOfMirrors(building: Statement, tables: Tables, question: Question): string {
  return `${tables.keys} as m
    join ${tables.lines} as o on o.key = m.id and ${counting(building, "o", spanOf(question))}
    cross join lateral (values (o.position, o.index, -o.quantity, o.effective))
      as l (position, index, quantity, effective)
    join ${tables.entries} as e on e.position = o.position and e.index = o.index
    join ${tables.keys} as k
      on k.id = case m.side when 'source' then e.destination else e.source end`;
}

/** The same from entries on: what an item's index finds is few. */
function linesOfEntries(building: Statement, tables: Tables, question: Question): string {
  return `${tables.entries} as e
    cross join lateral (values
      (e.position, e.index, e.source, e.destination, -e.quantity, e.effective),
      (e.position, e.index, e.destination, e.source, e.quantity, e.effective)
    ) as l (position, index, key, mirror, quantity, effective)
    join ${tables.keys} as k on k.id = l.key and ${counting(building, "e", spanOf(question))}
    join ${tables.keys} as m on m.id = l.mirror`;
}

/** As the question's moment and period say. */
function counting({ value }: Statement, alias: "l" | "o" | "e", { after, upTo }: Span): string {
  return `${alias}.position <= head.known
    and ${alias}.effective > ${value(after)}::timestamptz
    and ${alias}.effective <= ${value(upTo)}::timestamptz`;
}
