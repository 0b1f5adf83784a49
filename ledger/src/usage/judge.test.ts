import assert from "node:assert/strict";
import type { Verdict } from "@partita/schemas";
import { describe, test } from "vitest";
import { holder, minute, report } from "#ledger/testing/usage-report.ts";
import { clockSkewMillisecondsMax, judge } from "./judge.ts";

type Judged = Parameters<typeof judge>[1];

function verdicts(command: ReturnType<typeof report>, past: Judged = []) {
  return judge(command, past).map(({ verdict }) => verdict.verdict);
}

test.each(["slappart0", "COMP-1/slappart0", "INST-A"])("%s is an item of COMP-1", (reference) => {
  assert.deepEqual(verdicts(report([{ reference }])), ["accepted"]);
});

test.each([
  ["slappart9", "unknown-item"],
  ["", "unknown-item"],
  ["COMP-1", "unknown-item"],
  ["COMP-1/slappart9", "unknown-item"],
  ["COMP-2/slappart0", "not-yours"],
  ["INST-B", "not-yours"],
])("%j is %s", (reference, verdict) => {
  assert.deepEqual(verdicts(report([{ reference }], { elsewhere: ["INST-B"] })), [verdict]);
});

test.each([
  [{ resource: "cpu-hour" }, "unknown-resource"],
  [{ resource: "" }, "unknown-resource"],
  [{ resource: "EUR" }, "unknown-resource"],
  [{ quantity: "INF" }, "not-a-number"],
  [{ quantity: "-1" }, "not-a-number"],
  [{ quantity: "0.0" }, "zero-quantity"],
  [{ quantity: "1e-9" }, "zero-quantity"],
])("a line with %j is %s", (line, verdict) => {
  assert.deepEqual(verdicts(report([line])), [verdict]);
});

test.each([
  [{ stopsAt: minute.startsAt }, "empty-period"],
  [{ startsAt: minute.stopsAt, stopsAt: minute.startsAt }, "empty-period"],
  [{ stopsAt: "2026-01-01T00:11:00.000Z" }, "accepted"],
  [{ stopsAt: "2026-01-01T00:11:00.001Z" }, "future-period"],
  [{ holders: [holder({ heldFrom: minute.stopsAt })] }, "not-held"],
  [{ holders: [holder({ heldUntil: minute.startsAt })] }, "not-held"],
  [{ holders: [holder(), holder({ instance: "INST-B" })] }, "partition-changed-hands"],
])(
  `with clocks up to ${clockSkewMillisecondsMax} ms apart, a report with %j is %s`,
  (detail, verdict) => {
    assert.deepEqual(verdicts(report([{}], detail)), [verdict]);
  },
);

test("a line that names the instance is accepted though its partition changed hands", () => {
  const first = holder({ heldUntil: "2026-01-01T00:00:20.000Z" });
  const second = holder({ instance: "INST-B", heldFrom: "2026-01-01T00:00:40.000Z" });
  const [judgement] = judge(report([{ reference: "INST-B" }], { holders: [first, second] }), []);
  assert.deepEqual(judgement?.booking?.holder, second);
});

test("each line has its verdict, in their order", () => {
  const lines = [{ quantity: "many" }, {}, { reference: "slappart9" }];
  assert.deepEqual(verdicts(report(lines)), ["not-a-number", "accepted", "unknown-item"]);
});

describe("an item and resource are booked once for a period", () => {
  const accepted: Verdict = {
    line: 1,
    reference: "slappart0",
    resource: "cpu-second",
    verdict: "accepted",
    item: "instance:INST-A",
  };
  const past = (startsAt: string, stopsAt: string) => [{ startsAt, stopsAt, verdicts: [accepted] }];

  test("though a report names them twice, in whatever way", () => {
    const lines = [{}, { reference: "INST-A" }, { resource: "disk-gib-hour" }];
    assert.deepEqual(verdicts(report(lines)), ["accepted", "duplicate-line", "accepted"]);
  });

  test("and a bad line does not count", () => {
    const lines = [{ quantity: "many" }, {}];
    assert.deepEqual(verdicts(report(lines)), ["not-a-number", "accepted"]);
  });

  test("though an earlier report covers only part of it", () => {
    const before = past("2025-12-31T23:59:00.000Z", "2026-01-01T00:00:00.001Z");
    const lines = [{}, { resource: "disk-gib-hour" }];
    assert.deepEqual(verdicts(report(lines), before), ["duplicate-line", "accepted"]);
  });

  test("and reports that only touch do not overlap", () => {
    const before = past("2025-12-31T23:59:00.000Z", minute.startsAt);
    const after = past(minute.stopsAt, "2026-01-01T00:02:00.000Z");
    assert.deepEqual(verdicts(report([{}]), [...before, ...after]), ["accepted"]);
  });

  test("and what an earlier report was refused is free to be reported", () => {
    const { item: _, ...turnedDown } = { ...accepted, verdict: "not-a-number" as const };
    const before = [{ ...minute, verdicts: [turnedDown] }];
    assert.deepEqual(verdicts(report([{}]), before), ["accepted"]);
  });
});
