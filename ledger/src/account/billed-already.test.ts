import assert from "node:assert/strict";
import type { InvoiceLine } from "@partita/schemas";
import { test } from "vitest";
import { billedAlready } from "./billed-already.ts";

function line(changes: Partial<InvoiceLine>): InvoiceLine {
  return {
    instance: "INST-A",
    title: "my-guestbook",
    softwareRelease: "https://software.example/guestbook.json",
    award: "award-a/0",
    resource: "cpu-second",
    quantity: "1",
    unitPrice: "1",
    amount: "1.00",
    startsAt: "2026-01-01T00:00:00.000Z",
    stopsAt: "2026-01-02T00:00:00.000Z",
    movements: [],
    ...changes,
  };
}

const usage = (...movements: string[]) => line({ movements });
/** Hosting from one day of January to another. */
const hosting = (from: string, until: string, instance = "INST-A") =>
  line({
    instance,
    resource: "software-hosting",
    startsAt: `2026-01-${from}T00:00:00.000Z`,
    stopsAt: `2026-01-${until}T00:00:00.000Z`,
  });

test.each([
  ["a usage movement of an earlier invoice", [usage("u/0", "v/0")], [usage("v/0")], "v/0"],
  ["a usage movement on two lines", [], [usage("u/0"), usage("v/0", "u/0")], "u/0"],
  ["a usage movement twice on a line", [], [usage("u/0", "u/0")], "u/0"],
  [
    "hosting within a range billed before",
    [hosting("01", "10")],
    [hosting("04", "05")],
    "INST-A 2026-01-04T00:00:00.000Z/2026-01-05T00:00:00.000Z",
  ],
  [
    "hosting around a range billed before",
    [hosting("04", "05")],
    [hosting("01", "10")],
    "INST-A 2026-01-04T00:00:00.000Z/2026-01-05T00:00:00.000Z",
  ],
  [
    "hosting that starts within one",
    [hosting("01", "10")],
    [hosting("09", "12")],
    "INST-A 2026-01-09T00:00:00.000Z/2026-01-12T00:00:00.000Z",
  ],
  [
    "hosting on two lines",
    [],
    [hosting("09", "12"), hosting("01", "10")],
    "INST-A 2026-01-09T00:00:00.000Z/2026-01-12T00:00:00.000Z",
  ],
  [
    "the same hosting on two lines",
    [],
    [hosting("01", "02"), hosting("01", "02")],
    "INST-A 2026-01-01T00:00:00.000Z/2026-01-02T00:00:00.000Z",
  ],
])("%s is billed already", (_, before, lines, what) => {
  assert.equal(billedAlready(lines, [{ lines: [] }, { lines: before }]), what);
});

test.each([
  ["hosting that goes on where it was billed", [hosting("01", "10")], [hosting("10", "12")]],
  ["hosting before it", [hosting("10", "12")], [hosting("01", "10")]],
  ["hosting of another instance", [hosting("01", "10")], [hosting("01", "10", "INST-B")]],
  ["usage during hosting", [hosting("01", "10")], [usage("u/0")]],
  ["hosting during usage", [usage("u/0")], [hosting("01", "10")]],
  ["usage of another movement", [usage("u/0")], [usage("v/0"), usage("w/0")]],
])("%s is not", (_, before, lines) => {
  assert.equal(billedAlready(lines, [{ lines: before }]), undefined);
});
