import { aTrailStep } from "@partita/schemas/testing/answers.ts";
import { expect, test } from "vitest";
import { journey } from "./journey.ts";
import { trailText } from "./trail-text.ts";

const requested = aTrailStep();
const awarded = aTrailStep({
  kind: "instance-awarded",
  position: "13",
  recordedAt: "2026-01-01T00:00:00.210Z",
  says: "organisation:hoster gets it at 3.6 EUR",
});

test("each step has its number, time, words, file and movements", () => {
  expect(trailText([requested, awarded])).toMatchSnapshot();
});

test("each of the steps stands there, come or not", () => {
  const lines = trailText([requested]).split("\n");
  for (const { where } of journey)
    expect(lines.filter((line) => line.endsWith(where))).toHaveLength(1);
  expect(lines.filter((line) => line.includes("not yet"))).toHaveLength(8);
});

test("a request that was deferred was noticed, though nothing was awarded", () => {
  const deferred = aTrailStep({ kind: "allocation-deferred", says: "nothing fits" });
  const text = trailText([requested, deferred]);
  expect(text).toContain(" 7       0.000 s  the allocator notices");
  expect(text).toContain(" 9       not yet  the offer is awarded");
});

test("what is no step stands at the end", () => {
  const destroyed = aTrailStep({ kind: "instance-destroyed", position: "40", says: "it is gone" });
  expect(trailText([requested, destroyed]).split("\n").slice(-2)).toEqual([
    "besides",
    "                  #40 instance-destroyed: it is gone",
  ]);
});

test("a long life is cut short", () => {
  const reports = Array.from({ length: 15 }, () => aTrailStep({ kind: "usage-reported" }));
  expect(trailText([requested, ...reports])).toContain("… and 3 more");
});

test("nothing that a movement says can steer the terminal", () => {
  expect(trailText([aTrailStep({ says: "\u001b[2J" })])).toContain("␛[2J");
});

test("without movements it says so", () => {
  expect(trailText([])).toBe("Nothing has happened to it yet.");
});
