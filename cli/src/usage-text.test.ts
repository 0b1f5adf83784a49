import { aUsageRow } from "@partita/schemas/testing/answers.ts";
import { expect, test } from "vitest";
import { usageTotals } from "./usage-text.ts";

const cells = (text: string) => text.split("\n").map((line) => line.split(/ {2,}/).slice(0, 4));

test("what was reported of one resource is one line, added exactly", () => {
  const startsAt = "2026-01-01T00:01:00.000Z";
  const rows = [
    aUsageRow({ quantity: "0.1" }),
    aUsageRow({ quantity: "0.2", startsAt, stopsAt: "2026-01-01T00:02:00.000Z" }),
    aUsageRow({ resource: "disk-gib-hour", quantity: "1" }),
  ];
  expect(usageTotals(rows)).toContain("0.3  2026-01-01T00:00:00.000Z  2026-01-01T00:02:00.000Z");
  expect(cells(usageTotals(rows))).toHaveLength(3);
});

test("hosting that runs has no total yet, and says so", () => {
  const resource = "software-hosting";
  const { quantity: _, stopsAt: __, ...hosting } = aUsageRow({ resource });
  expect(cells(usageTotals([hosting]))[1]?.[2]).toBe("still running");
  const before = aUsageRow({ resource, quantity: "2" });
  expect(cells(usageTotals([before, hosting]))[1]?.[2]).toBe("2, still running");
});
