import assert from "node:assert/strict";
import { a } from "@partita/schemas/testing/a.ts";
import { test } from "vitest";
import { memoryRows } from "#projections/adapters/memory/rows.ts";
import { noteInstants, risesIn } from "#projections/known-instants.ts";
import { recorded } from "#projections/testing/recorded.ts";

const at = (second: number) => `2026-01-01T00:00:0${second}.000Z`;
const log = await recorded(
  ...[1, 1, 3, 2, 4].map((second) => a("amount-posted", { recordedAt: at(second) })),
);

test("an instant rises with the first movement that was recorded then, and never falls", () =>
  assert.deepEqual(risesIn(log, { position: 0n, instant: "" }), [
    { instant: at(1), after: 0n },
    { instant: at(3), after: 2n },
    { instant: at(4), after: 4n },
  ]));

test("what was noted is not noted again", async () => {
  const rows = memoryRows();
  await rows.change((change) => noteInstants(change, log.slice(0, 3)));
  await rows.change((change) => noteInstants(change, log.slice(0, 2)));
  await rows.change(async (change) => {
    await noteInstants(change, log);
    await change.moveCheckpoint([], 5n);
  });
  const positions = await Promise.all([0, 1, 2, 3, 4].map((second) => rows.positionAt(at(second))));
  assert.deepEqual(positions, [0n, 2n, 2n, 4n, 5n]);
});
