import { expect, test } from "vitest";
import { html } from "./html.ts";

test.each([
  ["<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"],
  ['" onmouseover="alert(1)', "&quot; onmouseover=&quot;alert(1)"],
  ["' autofocus onfocus='alert(1)", "&#39; autofocus onfocus=&#39;alert(1)"],
  ["&lt;", "&amp;lt;"],
])("the hostile text %s is shown, not obeyed", (text, expected) => {
  expect(html`<p title="${text}">${text}</p>`.text).toBe(`<p title="${expected}">${expected}</p>`);
});

test("markup written by the tag stays markup, alone or in lists", () => {
  const items = ["a", "<b>"].map((text) => html`<li>${text}</li>`);
  expect(html`<ul>${items}</ul>`.text).toBe("<ul><li>a</li><li>&lt;b&gt;</li></ul>");
});

test("nothing leaves nothing, but zero is a number", () => {
  expect(html`<p>${undefined}${false}${0}</p>`.text).toBe("<p>0</p>");
});

test("an object that looks like markup is not", () => {
  // A body parsed from JSON could look like this; the types forbid it, the program must as well.
  const forged = { text: "<script>" } as unknown as string;
  expect(() => html`<p>${forged}</p>`.text).toThrow();
});
