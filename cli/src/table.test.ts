import { expect, test } from "vitest";
import { properties, table } from "./table.ts";

const columns = [
  { title: "computer", cell: ([name]: readonly string[]) => name ?? "" },
  { title: "free", cell: ([, free]: readonly string[]) => free ?? "", right: true },
] as const;

test("columns are as wide as their widest cell and lines end without spaces", () => {
  const rows = [
    ["COMP-1", "2"],
    ["A-LONGER-NAME", "1000"],
  ];
  expect(table(columns, rows).split("\n")).toEqual([
    "computer       free",
    "COMP-1            2",
    "A-LONGER-NAME  1000",
  ]);
});

test("wide letters count twice, so that the next column still lines up", () => {
  expect(table(columns, [["東京", "1"]])).toBe("computer  free\n東京         1");
});

test("a cell cannot send commands to the terminal or break the line", () => {
  expect(table(columns, [["a\u001b[31m\nb", "1"]])).toContain("a␛[31m␊b");
});

test("properties that are unknown are left out", () => {
  expect(
    properties([
      ["title", "my-guestbook"],
      ["partition", undefined],
      ["price", "3.6"],
    ]),
  ).toBe("title  my-guestbook\nprice  3.6");
});
