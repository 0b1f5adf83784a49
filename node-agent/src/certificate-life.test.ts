import { expect, test } from "vitest";
import { isExpired, renewalDueAt } from "./certificate-life.ts";

const life = {
  serial: "1",
  notBefore: "2026-01-01T00:00:00.000Z",
  notAfter: "2026-01-31T00:00:00.000Z",
};

test("a certificate is renewed in the beginning of the last third of its life", () => {
  const due = new Date(renewalDueAt(life)).toISOString();
  expect(due > "2026-01-21T00:00:00.000Z" && due < "2026-01-22T12:00:00.000Z").toBe(true);
});

test("its last instant is the one before its end", () => {
  const end = Date.parse(life.notAfter);
  expect([isExpired(life, end - 1), isExpired(life, end)]).toEqual([false, true]);
});
