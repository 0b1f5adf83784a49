import { expect, test } from "vitest";
import { chainOf, dueAt, signerAt, trustedAt } from "./hierarchy.ts";
import { moved } from "./lives.ts";
import { aHierarchy, dayOne, withIssuing, withRoot } from "./testing/a-hierarchy.ts";

const inJanuary2027 = "2027-01-02T00:00:00.000Z";
const first = await aHierarchy();
const second = await withIssuing(first, inJanuary2027);
const third = await withRoot(second, "2031-01-02T00:00:00.000Z");
const fourth = await withRoot(third, "2034-01-02T00:00:00.000Z");

test("the only issuing certificate signs at once", () => {
  expect(signerAt(first, dayOne)).toBe(first.issuing[0]);
});

test("the next one signs when all processes have heard of it", () => {
  expect(signerAt(second, inJanuary2027)).toBe(second.issuing[0]);
  expect(signerAt(second, moved(inJanuary2027, 599))).toBe(second.issuing[0]);
  expect(signerAt(second, moved(inJanuary2027, 600))).toBe(second.issuing[1]);
});

test("the old one is trusted until it expires", () => {
  const [old] = second.issuing;
  if (old === undefined) throw new Error("there is none");
  expect(trustedAt(second, old.notAfter)).toHaveLength(3);
  expect(trustedAt(second, moved(old.notAfter, 1))).toEqual([second.roots[0], second.issuing[1]]);
});

test("nothing signs when everything has expired, and a sentence says so", () => {
  expect(() => signerAt(first, "2029-01-01T00:00:00.000Z")).toThrow("look at the clock");
});

test.each([
  [dayOne, { root: false, issuing: false }],
  ["2026-12-31T00:00:00.000Z", { root: false, issuing: false }],
  ["2027-01-02T00:00:00.000Z", { root: false, issuing: true }],
  ["2031-01-02T00:00:00.000Z", { root: true, issuing: true }],
])("at %s these are due: %j", (now, due) => {
  expect(dueAt(first, now)).toEqual(due);
});

test("all is due where there is nothing, and below a new root what issues", () => {
  expect(dueAt({ roots: [], bridges: [], issuing: [] }, dayOne)).toEqual({
    root: true,
    issuing: true,
  });
  const bare = { ...third, issuing: second.issuing };
  expect(dueAt(bare, "2031-01-02T00:00:00.000Z")).toEqual({ root: false, issuing: true });
});

test("a chain leads from the issuing certificate over all bridges to the oldest root", () => {
  const [, , ofThird, ofFourth] = fourth.issuing;
  if (ofThird === undefined || ofFourth === undefined) throw new Error("there is none");
  const [toThird, toFourth] = fourth.bridges.map(({ pem }) => pem);
  const now = "2034-02-01T00:00:00.000Z";
  expect(chainOf(fourth, ofThird, now)).toBe(`${ofThird.pem}${toThird}`);
  expect(chainOf(fourth, ofFourth, now)).toBe(`${ofFourth.pem}${toFourth}${toThird}`);
  const later = "2036-02-01T00:00:00.000Z";
  expect(chainOf(fourth, ofFourth, later)).toBe(`${ofFourth.pem}${toFourth}`);
});

test("below the first root, a chain is the issuing certificate alone", () => {
  const [issuing] = fourth.issuing;
  if (issuing === undefined) throw new Error("there is none");
  expect(chainOf(fourth, issuing, dayOne)).toBe(issuing.pem);
});
