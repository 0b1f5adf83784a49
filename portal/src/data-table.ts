/**
 * Writes rows as an HTML table, with headings for the columns and a sentence when there are none.
 */
import { type Hole, type Html, html } from "./html.ts";

export type Column<Row> = {
  readonly title: string;
  readonly cell: (row: Row) => Hole;
  /** Numbers stand better at the right. */
  readonly number?: true;
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
  const heading = columns.map(({ title }) => html`<th scope="col">${title}</th>`);
  const body = rows.map((row) => html`<tr>${columns.map((column) => cellOf(column, row))}</tr>\n`);
  return html`<table>
<caption>${caption}</caption>
<thead><tr>${heading}</tr></thead>
<tbody>
${body}</tbody>
</table>`;
}

/** Names with their values; what has no value is left out. */
export function propertyList(pairs: readonly (readonly [string, Hole])[]): Html {
  const known = pairs.filter(([, value]) => value !== undefined);
  return html`<dl>
${known.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`)}</dl>`;
}

function cellOf<Row>({ cell, number }: Column<Row>, row: Row): Html {
  return number ? html`<td class="number">${cell(row)}</td>` : html`<td>${cell(row)}</td>`;
}
