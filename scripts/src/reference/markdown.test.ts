import { expect, test } from "vitest";
import { code, codeOf, heading, markdownTable } from "./markdown.ts";

test("a table keeps its columns whatever its cells hold", () => {
  expect(markdownTable(["a", "b"], [["1|2", "x\ny"]])).toBe(
    "| a | b |\n|---|---|\n| 1\\|2 | x y |",
  );
});

test("headings and code", () => {
  expect(heading(2, "Words")).toBe("## Words");
  expect(code("a")).toBe("`a`");
  expect(code("`a`")).toBe("`` `a` ``");
  expect(codeOf("json", "{}")).toBe("```json\n{}\n```");
});
