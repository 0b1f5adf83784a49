import { expect, test } from "vitest";
import { dataTable, propertyList } from "./data-table.ts";

const described = {
  caption: "Prices",
  empty: "Nothing has a price.",
  columns: [
    { title: "what", cell: ([what]: readonly string[]) => what },
    { title: "price", cell: ([, price]: readonly string[]) => price, number: true },
  ],
} as const;

test("each row is a row, with its texts escaped", () => {
  expect(dataTable(described, [["<b>", "1"]]).text).toBe(`<table>
<caption>Prices</caption>
<thead><tr><th scope="col">what</th><th scope="col" class="number">price</th></tr></thead>
<tbody>
<tr><td>&lt;b&gt;</td><td class="number">1</td></tr>
</tbody>
</table>`);
});

test("a total stands under its column", () => {
  const [what, price] = described.columns;
  const columns = [what, { ...price, foot: "1" }];
  expect(dataTable({ ...described, columns }, [["a", "1"]]).text).toContain(
    '<tfoot><tr><td></td><td class="number">1</td></tr></tfoot>',
  );
});

test("without rows there is a sentence", () => {
  expect(dataTable(described, []).text).toBe("<p>Nothing has a price.</p>");
});

test("properties without a value are left out", () => {
  expect(
    propertyList([
      ["a", "1"],
      ["b", undefined],
    ]).text,
  ).toBe("<dl>\n<div><dt>a</dt><dd>1</dd></div>\n</dl>");
});
