/** Asks the inventory in PostgreSQL: each question is one statement, hence of one moment. */
import {
  entryConditions,
  isOfKeys,
  keyConditions,
  spanOf,
} from "#projections/adapters/postgres/inventory-conditions.ts";
import { instantText } from "#projections/adapters/postgres/inventory-instants.ts";
import { linesOf } from "#projections/adapters/postgres/inventory-lines.ts";
import { sumOfKey } from "#projections/adapters/postgres/inventory-sums.ts";
import type { Tables } from "#projections/adapters/postgres/inventory-tables.ts";
import { type Statement, statement } from "#projections/adapters/postgres/statement.ts";
import type { Dimension, Group, ListQuestion, Question } from "#projections/inventory/question.ts";

/** What a filling is asked: how it is said in SQL, and what the rows mean. */
export type Asking<Answer> = {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Prepared once per connection: planning it takes longer than running it (measured: 1 ms). */
  readonly prepared?: true;
  readonly answer: (rows: readonly Row[]) => Answer;
};
export type Row = Readonly<Record<string, string | null>>;

/** `head`: up to which position the question knows, and whether this filling still is live. */
export function withHead({ value }: Statement, { moment }: Question, generation: number): string {
  const { knownAt } = moment;
  const known =
    knownAt === undefined ? "position" : `least(position, ${value(`${knownAt}`)}::bigint)`;
  return `with head as materialized (
    select ${known} as known, state as filling from projections.inventory
    where generation = ${value(generation)})`;
}

export function balanceIn(tables: Tables, generation: number, question: Question): Asking<string> {
  const building = statement();
  const head = withHead(building, question, generation);
  const text = `${head}
    select head.known, head.filling, trim_scale(coalesce(sum(total.quantity), 0))::text as quantity
    from head left join lateral (${totals(building, tables, question)}) as total on true
    group by head.known, head.filling`;
  const answer = ([row]: readonly Row[]) => row?.quantity ?? "0";
  // Few texts only: each of the filters on keys, given or not.
  const prepared = isOfKeys(question.filters) ? ({ prepared: true } as const) : {};
  return { text, values: building.values, answer, ...prepared };
}

/** Quantities that only need to be added: sums of keys, or line by line what they do not know. */
function totals(building: Statement, tables: Tables, question: Question): string {
  if (isOfKeys(question.filters))
    return `select total.quantity from ${keys(building, tables, question)}`;
  const { from, where } = linesWhere(building, tables, question);
  return `select l.quantity from ${from} where ${where}`;
}

function keys(building: Statement, tables: Tables, question: Question): string {
  const conditions = keyConditions(building, question);
  return `(select * from ${tables.keys} as k where ${conditions}) as k
    ${sumOfKey(building, tables, spanOf(question))}`;
}

function linesWhere(building: Statement, tables: Tables, question: Question) {
  const conditions = [
    keyConditions(building, question),
    entryConditions(building, question.filters),
  ];
  return { from: linesOf(building, tables, question), where: conditions.join(" and ") };
}

/** Names of what stands in SQL for a dimension; written out, so that nothing else ever does. */
const columns: { readonly [D in Dimension]: string } = {
  resource: "k.resource",
  node: "k.node",
  section: "k.section",
  state: "k.state",
  mirrorNode: "m.node",
  mirrorSection: "m.section",
  item: `items.item collate "C"`,
  kind: "e.kind",
  month: `${instantText("l.effective", "-MM")} collate "C"`,
  day: `${instantText("l.effective", "-MM-DD")} collate "C"`,
};
const ofKeys: ReadonlySet<Dimension> = new Set(["resource", "node", "section", "state"]);

export function listIn(
  tables: Tables,
  generation: number,
  question: ListQuestion,
): Asking<readonly Group[]> {
  const { by, after, limit } = question;
  const building = statement();
  const head = withHead(building, question, generation);
  const { from, quantity } = grouping(building, tables, question);
  const names = by.map((dimension) => columns[dimension]).join(", ");
  const values = after?.map((word) => building.value(word)).join(", ");
  const text = `${head}
    select head.known, head.filling, groups.* from head left join lateral (
      select ${by.map((dimension, at) => `${columns[dimension]} as by_${at}`).join(", ")},
        trim_scale(sum(${quantity}))::text as quantity
      from ${from}
      group by ${names}
      having sum(${quantity}) <> 0 ${values === undefined ? "" : `and (${names}) > (${values})`}
      order by ${names} limit ${building.value(limit)}
    ) as groups on true`;
  return { text, values: building.values, answer: (rows) => rows.flatMap(groupOf(by)) };
}

function grouping(building: Statement, tables: Tables, question: ListQuestion) {
  const { by, filters } = question;
  if (isOfKeys(filters) && by.every((dimension) => ofKeys.has(dimension)))
    return { from: keys(building, tables, question), quantity: "total.quantity" };
  const { from, where } = linesWhere(building, tables, question);
  const items = by.includes("item") ? "cross join lateral unnest(e.items) as items (item)" : "";
  return { from: `${from} ${items} where ${where}`, quantity: "l.quantity" };
}

/** A head without groups is a row as well: it tells the position. */
function groupOf(by: readonly Dimension[]) {
  return ({ quantity, ...row }: Row): readonly Group[] =>
    quantity == null ? [] : [{ key: by.map((_, at) => row[`by_${at}`] ?? ""), quantity }];
}
