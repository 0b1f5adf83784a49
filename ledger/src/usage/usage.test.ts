import { a } from "@partita/schemas/testing/a.ts";
import { describe, test } from "vitest";
import { given } from "#ledger/testing/given.ts";
import { holder, minute, report } from "#ledger/testing/usage-report.ts";
import { usage } from "./usage.ts";

/** What was judged before: a report in which INST-A's use of a resource was accepted. */
function judged(detail: { report?: string; digest?: string; startsAt?: string; stopsAt?: string }) {
  const verdict = { line: 1, reference: "slappart0", resource: "cpu-second" };
  return a("usage-judged", {
    detail: {
      ...minute,
      report: "before",
      ...detail,
      verdicts: [{ ...verdict, verdict: "accepted", item: "instance:INST-A" }],
    },
  });
}

const verdicts = (...expected: readonly string[]) => ({
  kind: "usage-judged" as const,
  detail: { verdicts: expected.map((verdict) => ({ verdict })) },
});

describe("an accepted line", () => {
  test("moves its quantity from the computer to the tree, from seller to buyer", () => {
    given(usage)
      .when(report([{}], { report: "r-1" }))
      .then(
        { kind: "usage-judged", sourceSection: "organisation:hoster", detail: { report: "r-1" } },
        {
          kind: "usage-reported",
          resource: "cpu-second",
          quantity: "42.5",
          source: "network:COMP-1",
          destination: "project:TREE-A",
          sourceSection: "organisation:hoster",
          destinationSection: "person:ada",
          ...minute,
          items: [
            "computer:COMP-1",
            "partition:COMP-1/slappart0",
            "instance:INST-A",
            "instance-tree:TREE-A",
          ],
          detail: { report: "r-1", line: 1, instance: "INST-A", award: "award-a/0" },
        },
      );
  });

  test("has a verdict with the item and the quantity that was booked", () => {
    const accepted = { verdict: "accepted", item: "instance:INST-A", quantity: "0.001235" };
    given(usage)
      .when(report([{ quantity: "1234.5678e-6" }]))
      .then(
        { kind: "usage-judged", detail: { verdicts: [accepted] } },
        { kind: "usage-reported", quantity: "0.001235" },
      );
  });

  test.each(["slappart0", "COMP-1/slappart0", "INST-A"])("may name its item as %s", (reference) => {
    given(usage)
      .when(report([{ reference }]))
      .then(verdicts("accepted"), "usage-reported");
  });

  test("of a partition handed over within the period counts from then on", () => {
    const heldFrom = "2026-01-01T00:00:20.000Z";
    const heldUntil = "2026-01-01T00:00:50.000Z";
    given(usage)
      .when(report([{}], { holders: [holder({ heldFrom, heldUntil })] }))
      .then(verdicts("accepted"), {
        kind: "usage-reported",
        startsAt: heldFrom,
        stopsAt: heldUntil,
      });
  });

  test("may end a little ahead of our clock", () => {
    given(usage)
      .when(report([{}], { stopsAt: "2026-01-01T00:11:00.000Z" }))
      .then(verdicts("accepted"), "usage-reported");
  });
});

describe("a verdict per line", () => {
  test("keeps the good lines, in their order", () => {
    given(usage)
      .when(report([{ quantity: "many" }, {}, { reference: "slappart9" }]))
      .then(verdicts("not-a-number", "accepted", "unknown-item"), {
        kind: "usage-reported",
        detail: { line: 2 },
      });
  });

  test("is written even when nothing is accepted", () => {
    given(usage)
      .when(report([{ quantity: "" }]))
      .then(verdicts("not-a-number"));
  });
});

describe("nothing is booked twice", () => {
  test("when an agent lost its outbox and measures part of a period again", () => {
    given(usage, judged({ stopsAt: "2026-01-01T00:00:00.001Z" }))
      .when(report([{}, { resource: "disk-gib-hour" }]))
      .then(verdicts("duplicate-line", "accepted"), "usage-reported");
  });

  test("when the same report comes again", () => {
    given(usage, judged({ report: "r-1", digest: "same" }), judged({}))
      .when(report([{}], { report: "r-1", digest: "same" }))
      .thenNothing();
  });

  test("when a report comes again with another content", () => {
    given(usage, judged({ report: "r-1", digest: "first" }))
      .when(report([{}], { report: "r-1", digest: "second" }))
      .thenRefused("report-content-changed");
  });
});
