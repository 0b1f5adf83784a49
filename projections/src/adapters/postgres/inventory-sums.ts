/** The sum of a key at any date, as known at any position, out of the sums of blocks. */
import type { Span } from "#projections/adapters/postgres/inventory-conditions.ts";
import { levels, type Tables } from "#projections/adapters/postgres/inventory-tables.ts";
import type { Statement } from "#projections/adapters/postgres/statement.ts";

const [smallest] = levels;
/** From the largest blocks to the smallest. */
const descending = levels.map((size, index) => ({ level: index + 1, size })).reverse();

/**
 * To be joined to keys `k` and a `head` that says up to which position: `total.quantity`. As many
 * of the largest blocks as were complete by then, of the next what they leave, and so on; at last
 * the lines that no block covers.
 */
export function sumOfKey({ value }: Statement, tables: Tables, span: Span): string {
  const upTo = `${value(span.upTo)}::timestamptz`;
  const after = `${value(span.after)}::timestamptz`;
  const sum = (instant: string) => `coalesce((
    select quantity from ${tables.sums} where block = b.id and effective <= ${instant}
    order by effective desc limit 1), 0)`;
  const within = span.after === "-infinity" ? sum(upTo) : `${sum(upTo)} - ${sum(after)}`;
  const covered = `complete.level_1 * ${smallest}`;
  return `
    cross join lateral (select ${descending.map(completeBlocks(tables)).join(", ")}) as complete
    cross join lateral (
      select coalesce(sum(part), 0) as quantity from (
        select ${within} as part from (${descending.map(blocksOf(tables)).join(" union all ")}) as b
        union all
        select quantity from ${tables.lines}
        where key = k.id and number > ${covered} and number <= ${covered} + ${smallest}
          and position <= head.known and effective <= ${upTo} and effective > ${after}
      ) as parts
    ) as total`;
}

type Level = (typeof descending)[number];

/** How many of a level were complete: blocks are numbered from 0, without a gap. */
function completeBlocks({ blocks }: Tables) {
  return ({ level, size }: Level): string => `
    case when k.lines < ${size} then 0 else coalesce((
      select number + 1 from ${blocks}
      where key = k.id and level = ${level} and last_position <= head.known
      order by last_position desc limit 1), 0) end as level_${level}`;
}

/** Those that no larger block covers. */
function blocksOf({ blocks }: Tables) {
  return ({ level, size }: Level, index: number): string => {
    const larger = descending[index - 1];
    const from =
      larger === undefined ? "0" : `complete.level_${larger.level} * ${larger.size / size}`;
    return `select id from ${blocks} where key = k.id and level = ${level}
      and number >= ${from} and number < complete.level_${level}`;
  };
}
