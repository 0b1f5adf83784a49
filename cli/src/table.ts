/** Lays rows out in columns for a terminal or a pipe: plain text, two spaces between columns. */
import { visible } from "./visible.ts";

export type Column<Row> = {
  readonly title: string;
  readonly cell: (row: Row) => string;
  /** Numbers stand better at the right. */
  readonly right?: true;
};

/** A heading and one line per row; no spaces at the ends of lines. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const titles = columns.map(({ title }) => title);
  const cells = rows.map((row) => columns.map(({ cell }) => visible(cell(row))));
  const widths = columns.map((_, index) =>
    Math.max(...[titles, ...cells].map((line) => widthOf(line[index] ?? ""))),
  );
  const laidOut = (line: readonly string[]) =>
    line.map((text, index) => padded(text, widths[index] ?? 0, columns[index]?.right)).join("  ");
  return [titles, ...cells].map((line) => laidOut(line).trimEnd()).join("\n");
}

/** `name  value` lines, for one thing with its properties; what has no value is left out. */
export function properties(pairs: readonly (readonly [string, string | undefined])[]): string {
  const known = pairs.filter((pair): pair is readonly [string, string] => pair[1] !== undefined);
  const width = Math.max(0, ...known.map(([name]) => widthOf(name)));
  return known.map(([name, value]) => `${padded(name, width)}  ${visible(value)}`).join("\n");
}

function padded(text: string, width: number, right?: true): string {
  const spaces = " ".repeat(width - widthOf(text));
  return right ? spaces + text : text + spaces;
}

// Terminals give these (East Asian wide letters and pictures) two columns each.
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const letters = new Intl.Segmenter();

function widthOf(text: string): number {
  return [...letters.segment(text)].reduce(
    (sum, { segment }) => sum + (wide.test(segment) ? 2 : 1),
    0,
  );
}
