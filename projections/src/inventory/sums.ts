/** Answers the inventory's questions from a list of lines: the plain meaning of each of them. */
import { compareDecimals, negated, plus } from "@partita/schemas";
import type { Entry, Line } from "#projections/inventory/entry.ts";
import type {
  Dimension,
  Filters,
  Group,
  HistoryLine,
  HistoryPlace,
  HistoryQuestion,
  ListQuestion,
  Question,
} from "#projections/inventory/question.ts";
import { countsIn } from "#projections/inventory/stock.ts";

/** Both ends of an entry. */
export function linesOf(entry: Entry): readonly [Line, Line] {
  const { source, sourceSection, destination, destinationSection, quantity, ...shared } = entry;
  const from = { node: source, section: sourceSection };
  const to = { node: destination, section: destinationSection };
  return [
    { ...shared, side: "source", quantity: negated(quantity), ...ends(from, to) },
    { ...shared, side: "destination", quantity: plus("0", quantity), ...ends(to, from) },
  ];
}

type End = Pick<Line, "node" | "section">;

function ends({ node, section }: End, mirror: End) {
  return { node, section, mirrorNode: mirror.node, mirrorSection: mirror.section };
}

/** The lines that count, as of the moment that is asked about. */
export function matching(
  lines: readonly Line[],
  { filters, stock, moment }: Question,
): readonly Line[] {
  const { at, knownAt } = moment;
  return lines.filter(
    (line) =>
      (at === undefined || line.effective <= at) &&
      (knownAt === undefined || line.position <= knownAt) &&
      countsIn(stock, line) &&
      fits(line, filters),
  );
}

function fits(line: Line, { item, from, until, ...same }: Filters): boolean {
  const wanted: Partial<Line> = same;
  // The keys of filters are, but for those taken out above, names of what a line has.
  const names = Object.keys(same) as (keyof Line)[];
  return (
    names.every((name) => wanted[name] === undefined || line[name] === wanted[name]) &&
    (item === undefined || line.items.includes(item)) &&
    (from === undefined || line.effective >= from) &&
    (until === undefined || line.effective < until)
  );
}

export function sumOf(lines: readonly Line[]): string {
  return plus("0", ...lines.map(({ quantity }) => quantity));
}

/** What a line has of a dimension: several items, one of anything else. */
const values: { readonly [D in Dimension]: (line: Line) => readonly string[] } = {
  resource: ({ resource }) => [resource],
  node: ({ node }) => [node],
  section: ({ section }) => [section],
  mirrorNode: ({ mirrorNode }) => [mirrorNode],
  mirrorSection: ({ mirrorSection }) => [mirrorSection],
  item: ({ items }) => items,
  kind: ({ kind }) => [kind],
  state: ({ state }) => [state],
  month: ({ effective }) => [effective.slice(0, "2026-01".length)],
  day: ({ effective }) => [effective.slice(0, "2026-01-01".length)],
};

export function grouped(lines: readonly Line[], question: ListQuestion): readonly Group[] {
  const { by, after, limit } = question;
  const keyed = matching(lines, question).flatMap((line) =>
    combined(by.map((dimension) => values[dimension](line))).map((key) => ({ key, line })),
  );
  return [...Map.groupBy(keyed, ({ key }) => JSON.stringify(key)).values()]
    .map((group) => ({ key: group[0]?.key ?? [], quantity: sumOf(group.map(({ line }) => line)) }))
    .filter(({ key, quantity }) => isNonZero(quantity) && (!after || compareKeys(key, after) > 0))
    .sort((one, two) => compareKeys(one.key, two.key))
    .slice(0, limit);
}

function isNonZero(quantity: string): boolean {
  return compareDecimals(quantity, "0") !== 0;
}

/** Every choice of one value per dimension. */
function combined(choices: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return choices.reduce<readonly (readonly string[])[]>(
    (keys, options) => keys.flatMap((key) => options.map((option) => [...key, option])),
    [[]],
  );
}

/** By code point, word by word. */
function compareKeys(one: readonly string[], two: readonly string[]): number {
  const index = one.findIndex((word, place) => word !== two[place]);
  return index < 0 ? 0 : (one[index] ?? "") < (two[index] ?? "") ? -1 : 1;
}

/** The balance goes on from that of the place; at the start it is what came before the period. */
export function historyIn(
  lines: readonly Line[],
  question: HistoryQuestion,
): readonly HistoryLine[] {
  const { after, limit, filters } = question;
  const all = matching(lines, question).toSorted(comparePlaces);
  const page = all.filter((line) => !after || comparePlaces(line, after) > 0).slice(0, limit);
  let balance = after?.balance ?? openingOf(lines, question, filters.from);
  return page.map((line) => {
    balance = plus(balance, line.quantity);
    return { ...line, balance };
  });
}

function openingOf(lines: readonly Line[], question: Question, from: string | undefined): string {
  if (from === undefined) return "0";
  const { from: _, ...filters } = question.filters;
  const until = filters.until !== undefined && filters.until < from ? filters.until : from;
  return sumOf(matching(lines, { ...question, filters: { ...filters, until } }));
}

type Place = Omit<HistoryPlace, "balance">;

function comparePlaces(one: Place, two: Place): number {
  if (one.effective !== two.effective) return one.effective < two.effective ? -1 : 1;
  if (one.position !== two.position) return one.position < two.position ? -1 : 1;
  if (one.index !== two.index) return one.index - two.index;
  return one.side === two.side ? 0 : one.side < two.side ? -1 : 1;
}
