import { expect, test } from "vitest";
import { moment } from "./moment.ts";

test("an instant is shown to the second, and kept whole", () => {
  const instant = "2026-01-31T12:00:00.427Z";
  expect(moment(instant).text).toBe(
    `<time datetime="${instant}" title="${instant}">2026-01-31 12:00:00</time>`,
  );
});
