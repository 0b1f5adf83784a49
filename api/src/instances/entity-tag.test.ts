import { anInstance } from "@partita/schemas/testing/answers.ts";
import { expect, test } from "vitest";
import { entityTagOf, isNamed, revisionIn } from "#api/instances/entity-tag.ts";
import { waitSecondsIn } from "#api/instances/prefer-wait.ts";
import { preferWaitSecondsMax } from "#api/limits.ts";

const tag = entityTagOf(anInstance({ revision: 3, changedAt: "19" }));

test("a tag names the wish and the row", () => {
  expect(tag).toBe('"3.19"');
});

test.each([
  [undefined, {}],
  ["*", {}],
  ['"3.19"', { revision: 3 }],
  [' "3" ', { revision: 3 }],
])("If-Match %s demands %j", (ifMatch, demanded) => {
  expect(revisionIn(ifMatch)).toEqual(demanded);
});

test.each(['W/"3.19"', '"3.19", "4.20"', "3", '"0.19"', '"abc"', ""])(
  "If-Match %s matches no instance",
  (ifMatch) => {
    expect(revisionIn(ifMatch)).toMatchObject({ problem: { code: "wish-changed", status: 412 } });
  },
);

test("If-None-Match compares weakly, and may be a list", () => {
  expect(isNamed(tag, '"1.2", W/"3.19"')).toBe(true);
  expect(isNamed(tag, "*")).toBe(true);
  expect(isNamed(tag, '"3.20"')).toBe(false);
  expect(isNamed(tag, undefined)).toBe(false);
});

test.each([
  [undefined, undefined],
  ["wait=5", 5],
  ['respond-async, Wait = "7" ; x', 7],
  [["return=minimal", "wait=3"], 3],
  ["wait=999999", preferWaitSecondsMax],
  ["wait=-1", undefined],
  ["await=5", undefined],
])("Prefer %j waits %j seconds", (prefer, seconds) => {
  expect(waitSecondsIn(prefer)).toBe(seconds);
});
