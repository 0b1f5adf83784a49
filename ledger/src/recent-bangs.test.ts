import { expect, test } from "vitest";
import { causeOf, isDamped, noBangs, notedBang } from "#ledger/recent-bangs.ts";

const noon = "2026-01-01T12:00:00.000Z";
const soon = "2026-01-01T12:00:59.999Z";
const later = "2026-01-01T12:01:00.000Z";

test("the same cause within a minute is damped, by whichever clock", () => {
  const bangs = notedBang(noBangs, "fire", noon);
  expect(isDamped(noBangs, "fire", noon)).toBe(false);
  expect(isDamped(bangs, "fire", soon)).toBe(true);
  expect(isDamped(bangs, "fire", "2026-01-01T11:59:30.000Z")).toBe(true);
  expect(isDamped(bangs, "fire", later)).toBe(false);
  expect(isDamped(bangs, "fire", "2026-01-01T11:00:00.000Z")).toBe(false);
});

test("another cause is not damped", () =>
  expect(isDamped(notedBang(noBangs, "fire", noon), "flood", noon)).toBe(false));

test("what is longer ago is forgotten, so that no state grows with its bangs", () => {
  const bangs = notedBang(notedBang(noBangs, "fire", noon), "flood", soon);
  expect([...bangs.keys()]).toEqual(["fire", "flood"]);
  expect([...notedBang(bangs, "quake", later).keys()]).toEqual(["flood", "quake"]);
});

test("facts that are absent are no part of a cause, whatever the order of the others", () => {
  const cause = causeOf({ message: "fire", reporter: undefined, origin: "owner" });
  expect(causeOf({ origin: "owner", message: "fire" })).toBe(cause);
  expect(causeOf({ origin: "owner", message: "fire", reporter: "INST-1" })).not.toBe(cause);
});
