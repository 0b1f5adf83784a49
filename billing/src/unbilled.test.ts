import assert from "node:assert/strict";
import { describe, test } from "vitest";
import { at, hosting, invoiceLine, issued, usageRow } from "./testing/books.ts";
import { unbilled } from "./unbilled.ts";

const closing = at("06:00");
const hostedUntil = (stopsAt: string, startsAt = at("00:00")) =>
  issued({ lines: [invoiceLine({ startsAt, stopsAt })] }, stopsAt);

describe("hosting", () => {
  const ranges = (...rest: Parameters<typeof unbilled>) =>
    unbilled(...rest).map(({ startsAt, stopsAt, quantity }) => [startsAt, stopsAt, quantity]);

  test("that still runs counts up to the end of the period", () => {
    assert.deepEqual(ranges([hosting(at("04:00"))], [], closing), [
      [at("04:00"), closing, "2.000000000"],
    ]);
  });

  test("that went on after the end of the period is split there", () => {
    const row = hosting(at("05:30"), { stopsAt: at("08:00"), quantity: "2.5" });
    assert.deepEqual(ranges([row], [], closing), [[at("05:30"), closing, "0.500000000"]]);
  });

  test("goes on where it was billed", () => {
    const invoices = [hostedUntil(at("02:00")), hostedUntil(at("04:00"), at("02:00"))];
    assert.deepEqual(ranges([hosting(at("00:00"))], invoices, closing), [
      [at("04:00"), closing, "2.000000000"],
    ]);
  });

  test("is not billed again when it stopped right where it was billed", () => {
    const row = hosting(at("00:00"), { stopsAt: at("02:00"), quantity: "2" });
    assert.deepEqual(ranges([row], [hostedUntil(at("02:00"))], closing), []);
  });

  test("before and after a range that was billed is still to be billed", () => {
    const invoices = [hostedUntil(at("03:00"), at("02:00"))];
    assert.deepEqual(ranges([hosting(at("01:00"))], invoices, closing), [
      [at("01:00"), at("02:00"), "1.000000000"],
      [at("03:00"), closing, "3.000000000"],
    ]);
  });

  test("after the end of the period waits", () => {
    assert.deepEqual(ranges([hosting(closing)], [], closing), []);
  });

  test("is one range per start", () => {
    const first = hosting(at("00:00"), { stopsAt: at("01:00"), quantity: "1" });
    assert.equal(ranges([first, hosting(at("02:00"))], [], closing).length, 2);
  });
});

describe("usage", () => {
  test("of one instance, award and resource is summed over the range that it spans", () => {
    const later = { startsAt: at("03:00"), stopsAt: at("03:01"), quantity: "0.5" };
    const [one, ...rest] = unbilled([usageRow("u/1", later), usageRow("u/0")], [], closing);
    assert.partialDeepStrictEqual(one, {
      quantity: "10.5",
      startsAt: at("00:00"),
      stopsAt: at("03:01"),
      movements: ["u/1", "u/0"],
    });
    assert.deepEqual(rest, []);
  });

  test.each([
    { instance: "INST-B" },
    { award: "award-b/0" },
    { resource: "disk-gib-hour" } as const,
  ])("with %j is another consumption", (changes) => {
    assert.equal(unbilled([usageRow("u/0"), usageRow("u/1", changes)], [], closing).length, 2);
  });

  test("that was billed is not billed again, and late usage keeps its own dates", () => {
    const lines = [invoiceLine({ resource: "cpu-second", movements: ["u/0"] })];
    const rows = [usageRow("u/0"), usageRow("late/0")];
    const found = unbilled(rows, [issued({ lines }, at("02:00"))], closing);
    assert.equal(found.length, 1);
    assert.partialDeepStrictEqual(found[0], { stopsAt: at("00:01"), movements: ["late/0"] });
  });

  test("that ends after the period waits", () => {
    const after = usageRow("u/0", { startsAt: at("05:59"), stopsAt: at("06:01") });
    assert.deepEqual(unbilled([after], [], closing), []);
  });
});

test("a hundred thousand usage movements are summed in a moment", () => {
  const rows = Array.from({ length: 100_000 }, (_, index) => usageRow(`u/${index}`));
  assert.equal(unbilled(rows, [], closing)[0]?.quantity, "1000000");
});
