import { expect, test } from "vitest";
import { connectionValue } from "./connection-value.ts";

test("an address on the web is a link", () => {
  expect(connectionValue("http://127.0.0.1:8080/?a=1&b=2").text).toBe(
    '<a href="http://127.0.0.1:8080/?a=1&amp;b=2" rel="noopener noreferrer">' +
      "http://127.0.0.1:8080/?a=1&amp;b=2</a>",
  );
});

test.each([
  "javascript:alert(1)",
  "data:text/html,<script>",
  " http://x",
  "http://",
  "postgres://x",
])("%s is text", (value) => {
  expect(connectionValue(value).text).toMatch(/^<code>[^<]*<\/code>$/);
});
