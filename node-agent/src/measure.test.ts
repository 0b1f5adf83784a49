import { expect, test } from "vitest";
import {
  beginBook,
  cutReport,
  forgetGone,
  type InstanceSample,
  takeSamples,
  ticksBetween,
} from "./measure.ts";

const start = Date.parse("2026-01-01T00:00:00.000Z");
const reporter = { computer: "COMP-1", agent: "agent-1" };
const gib = 2 ** 30;

function sampled(cpuTicks: number, changes: Partial<InstanceSample> = {}): InstanceSample {
  return {
    partition: "slappart0",
    instance: "INST-1",
    resources: ["cpu-second", "memory-gib-hour", "disk-gib-hour"],
    processes: [{ key: "10:1", cpuTicks }],
    residentBytes: gib,
    diskBytes: 2 * gib,
    ...changes,
  };
}

test.each([
  ["grew", [m("a", 5)], [m("a", 9)], 4],
  ["new process", [m("a", 5)], [m("a", 5), m("b", 3, "a")], 3],
  ["child exited, its parent waited for it", [m("a", 5), m("b", 3, "a")], [m("a", 9)], 1],
  ["grandchild and child exited", [m("a", 5), m("b", 3, "a"), m("c", 2, "b")], [m("a", 12)], 2],
  ["orphan exited", [m("a", 5), m("b", 3)], [m("a", 6)], 1],
  ["everything exited", [m("a", 5), m("b", 3, "a")], [], 0],
  ["restarted", [m("a", 5), m("b", 3, "a")], [m("c", 2)], 2],
])("processor time: %s", (_, before, after, ticks) => {
  expect(ticksBetween(before, after)).toBe(ticks);
});

test("an hour of one GiB is one GiB hour, and ticks are hundredths of a second", () => {
  const first = takeSamples(beginBook([], start), [sampled(0)], start);
  const book = takeSamples(first, [sampled(4250)], start + 3_600_000);
  expect(cutReport(book, reporter, start + 3_600_000).pending).toEqual({
    reference: "COMP-1-agent-1-2026-01-01T00-00-00",
    startsAt: "2026-01-01T00:00:00.000Z",
    stopsAt: "2026-01-01T01:00:00.000Z",
    lines: [
      { resource: "cpu-second", reference: "INST-1", quantity: "42.50" },
      { resource: "memory-gib-hour", reference: "INST-1", quantity: "1.000000000000" },
      { resource: "disk-gib-hour", reference: "INST-1", quantity: "2.000000000000" },
    ],
  });
});

test("periods follow each other without a gap, in whole seconds, and count nothing twice", () => {
  const first = takeSamples(beginBook([], start), [sampled(100)], start + 10);
  const cut = cutReport(first, reporter, start + 5_999);
  const { pending, ...sent } = cut;
  const second = cutReport(
    takeSamples(sent, [sampled(150)], start + 8_000),
    reporter,
    start + 9_500,
  );
  expect(pending?.stopsAt).toBe("2026-01-01T00:00:05.000Z");
  expect(second.pending?.startsAt).toBe(pending?.stopsAt);
  expect(second.pending?.lines[0]?.quantity).toBe("0.50");
});

test.each([
  ["within a second", start + 900],
  ["with a clock set back", start - 60_000],
])("nothing is cut %s", (_, now) => {
  const book = takeSamples(beginBook([], start), [sampled(5)], start);
  expect(cutReport(book, reporter, now)).toBe(book);
});

test("a report that is still pending is not cut over", () => {
  const book = cutReport(
    takeSamples(beginBook([], start), [sampled(5)], start),
    reporter,
    start + 2000,
  );
  expect(
    cutReport(takeSamples(book, [sampled(9)], start + 3000), reporter, start + 4000).pending,
  ).toBe(book.pending);
});

test("an instance that began after the last whole second waits for the next report", () => {
  const old = takeSamples(beginBook([], start), [sampled(5)], start);
  const young = sampled(7, { instance: "INST-2", partition: "slappart1" });
  const book = cutReport(takeSamples(old, [young], start + 2_500), reporter, start + 2_900);
  expect(book.pending?.lines.map(({ reference }) => reference)).toEqual(["INST-1"]);
  expect(book.meters["INST-2"]?.cpuTicks).toBe(7);
});

test("between two samples the lower one counts", () => {
  const first = takeSamples(beginBook([], start), [sampled(0, { residentBytes: 4 * gib })], start);
  const book = takeSamples(first, [sampled(0, { residentBytes: gib / 2 })], start + 3_600_000);
  const lines = cutReport(book, reporter, start + 3_600_000).pending?.lines;
  expect(lines?.[0]).toEqual({
    resource: "memory-gib-hour",
    reference: "INST-1",
    quantity: "0.500000000000",
  });
});

test("only what the release says is measured", () => {
  const book = takeSamples(
    beginBook([], start),
    [sampled(5, { resources: ["cpu-second"] })],
    start,
  );
  expect(cutReport(book, reporter, start + 2000).pending?.lines).toHaveLength(1);
});

test("an instance that is gone is forgotten only when its usage was cut", () => {
  const book = takeSamples(beginBook([], start), [sampled(5)], start);
  const gone = new Set<string>();
  expect(Object.keys(forgetGone(book, gone).meters)).toEqual(["INST-1"]);
  expect(forgetGone(cutReport(book, reporter, start + 2000), gone).meters).toEqual({});
});

function m(key: string, cpuTicks: number, parentKey?: string) {
  return { key, cpuTicks, ...(parentKey !== undefined && { parentKey }) };
}
