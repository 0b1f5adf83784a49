import { expect, test } from "vitest";
import { sentenceOf } from "./sentence-of.ts";

test("a full disk deep in the causes comes with what to do", () => {
  const full = Object.assign(new Error("ENOSPC: no space left"), { code: "ENOSPC" });
  const words = sentenceOf(new Error("PostgreSQL did not start", { cause: full }));
  expect(words).toContain("The house stopped: PostgreSQL did not start");
  expect(words).toContain("because: ENOSPC: no space left");
  expect(words).toContain("Make room");
});

test("what was thrown and is no error is shown as it is", () => {
  expect(sentenceOf("odd")).toBe("The house stopped: odd");
});
