import { expect, test } from "vitest";
import {
  escapeAscii,
  escapeAttribute,
  escapeMarkup,
  escapeTwice,
  isXmlText,
  unescapeOnce,
} from "#schemas/slap/xml-text.ts";

test.each([
  ["plain text, with\ttabs\nand lines", "plain text, with\ttabs\nand lines"],
  ["a&b<c>d", "a&amp;b&lt;c&gt;d"],
  ["é \u{1f600}", "&#233; &#128512;"],
  ["\r", "&#13;"],
  ["\u0001\ud800\uffff", "&#65533;&#65533;&#65533;"],
])("%j becomes %j in ASCII", (text, escaped) => {
  expect(escapeAscii(text)).toBe(escaped);
});

test.each([
  ["a&b", "a&amp;amp;b"],
  ["<é>", "&amp;lt;&#233;&amp;gt;"],
  ["&amp;", "&amp;amp;amp;"],
])("the marshaller writes %j as %j", (text, escaped) => {
  expect(escapeTwice(text)).toBe(escaped);
});

test("what is read is unescaped once, and from the left", () => {
  expect(unescapeOnce("a&amp;lt;b &lt;&gt;&quot;")).toBe("a&lt;b <>&quot;");
});

test("documents in UTF-8 escape markup alone, and attributes what a reader would turn", () => {
  expect(escapeMarkup("é&\r")).toBe("é&amp;&#13;");
  expect(escapeAttribute('"\t\n<')).toBe("&quot;&#9;&#10;&lt;");
});

test.each(["\u0000", "\u000b", "\ud800", "\ufffe"])("%j stands in no document", (text) => {
  expect(isXmlText(text)).toBe(false);
  expect(isXmlText("é\u{1f600}\t")).toBe(true);
});
