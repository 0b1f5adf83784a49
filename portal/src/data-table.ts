/**
 * Writes rows as an HTML table, with headings for the columns and a sentence when there are none.
 */
import { type Hole, type Html, html } from "./html.ts";

export type Column<Row> = {
  readonly title: string;
  readonly cell: (row: Row) => Hole;
  /** Numbers stand better at the right. */
  readonly number?: true;
  /** What stands under the column, as a total does. */
  readonly foot?: Hole;
};

type Described<Row> = {
  /** Said to those who cannot see the table, and above it to all. */
  readonly caption: string;
  /** Shown instead of an empty table. */
  readonly empty: string;
  readonly columns: readonly Column<Row>[];
};

export function dataTable<Row>(
  { caption, empty, columns }: Described<Row>,
  rows: readonly Row[],
): Html {
  if (rows.length === 0) return html`<p>${empty}</p>`;
  const heading = columns.map(headingOf);
  const body = rows.map((row) => html`<tr>${columns.map((column) => cellOf(column, row))}</tr>\n`);
  return html`<table>
<caption>${caption}</caption>
<thead><tr>${heading}</tr></thead>
<tbody>
${body}</tbody>
${columns.some(({ foot }) => foot !== undefined) && footOf(columns)}</table>`;
}

/** Names with their values; what has no value is left out. */
export function propertyList(pairs: readonly (readonly [string, Hole])[]): Html {
  const known = pairs.filter(([, value]) => value !== undefined);
  return html`<dl>
${known.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`)}</dl>`;
}

function headingOf<Row>({ title, number }: Column<Row>): Html {
  return html`<th scope="col"${number && numberClass}>${title}</th>`;
}

function cellOf<Row>({ cell, number }: Column<Row>, row: Row): Html {
  return html`<td${number && numberClass}>${cell(row)}</td>`;
}

function footOf<Row>(columns: readonly Column<Row>[]): Html {
  const cells = columns.map(({ foot, number }) => html`<td${number && numberClass}>${foot}</td>`);
  return html`<tfoot><tr>${cells}</tr></tfoot>\n`;
}

const numberClass = html` class="number"`;
