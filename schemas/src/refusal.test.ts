import { expect, test } from "vitest";
import { refusals, refuse } from "./refusal.ts";

test("a refusal says whether the same may be tried again, and what was found", () => {
  expect(refuse("computer-full", { computer: "COMP-1" })).toEqual({
    refusal: { code: "computer-full", retryable: true, facts: { computer: "COMP-1" } },
  });
  expect(refuse("not-yours")).toEqual({
    refusal: { code: "not-yours", retryable: false, facts: {} },
  });
});

test.each(Object.entries(refusals))(
  "%s is a fact, and its sentence ends like one",
  (code, { says }) => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)+$/);
    expect(code).not.toMatch(/invalid|error/);
    expect(says).toMatch(/^[A-Z].*\.$/);
  },
);
