import { expect, test } from "vitest";
import { example, page } from "./page.ts";

test("a page says first where it comes from", () => {
  const { path, text } = page({
    name: "words",
    title: "Words",
    from: "schemas/src/words.ts",
    intro: "All of them.",
    parts: ["a", "b"],
  });
  expect(path).toBe("docs/reference/words.md");
  expect(text.split("\n")).toEqual([
    "<!-- Generated from schemas/src/words.ts by npm run reference. Edit that, not this. -->",
    ...["", "# Words", "", "All of them.", "", "a", "", "b", ""],
  ]);
});

test("an example is JSON that one can read", () => {
  expect(example({ a: ["1"] })).toBe('```json\n{\n  "a": [\n    "1"\n  ]\n}\n```');
});
