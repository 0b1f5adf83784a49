import assert from "node:assert/strict";
import { test } from "vitest";
import { a } from "../../testing/a.ts";
import { upcast } from "../../upcast.ts";

test.each([
  ["2026-02-29T00:00:00.000Z", "2026-03-01T00:00:00.000Z"],
  ["2026-02-31T12:00:00.001Z", "2026-03-03T12:00:00.001Z"],
  ["2026-04-31T23:59:59.999Z", "2026-05-01T23:59:59.999Z"],
])("%s becomes %s, wherever it stands", (impossible, real) => {
  const { stopsAt, detail } = upcast(
    a("period-closed", { stopsAt: impossible, detail: { stopsAt: impossible } }),
  );
  assert.deepEqual([stopsAt, detail], [real, { ...a("period-closed").detail, stopsAt: real }]);
});

test("the lines of an invoice end on a day that exists, the others stay as they are", () => {
  const [line] = a("invoice-issued").detail.lines;
  assert.ok(line !== undefined);
  const lines = [line, { ...line, stopsAt: "2026-02-30T00:00:00.000Z" }];
  const movement = upcast(a("invoice-issued", { detail: { lines } }));
  assert.ok(movement.kind === "invoice-issued");
  assert.equal(movement.detail.lines[0], line);
  assert.equal(movement.detail.lines[1]?.stopsAt, "2026-03-02T00:00:00.000Z");
});

test.each(["2028-02-29T00:00:00.000Z", "2026-12-31T00:00:00.000Z", "no instant"])(
  "%s stays",
  (text) => {
    const movement = a("period-closed", { detail: { stopsAt: text } });
    assert.equal(upcast(movement), movement);
  },
);
