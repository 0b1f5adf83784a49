import assert from "node:assert/strict";
import { digestOf } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import { test } from "vitest";
import { findSoftwareDuties } from "#projections/software-duties/query.ts";
import { softwareDuties } from "#projections/software-duties/software-duties.ts";
import { given } from "#projections/testing/given.ts";
import { rowsAfter } from "#projections/testing/rows-after.ts";

const supplied = a("software-supplied");
const key = `COMP-1 ${digestOf(supplied.detail.softwareRelease)}`;

test("supplied software waits for the agent's report", () =>
  given(softwareDuties, supplied).thenRows({
    [key]: { state: "available", reported: "waiting" },
  }));

test("what the agent reports stands beside what is asked", () =>
  given(softwareDuties, supplied, a("software-reported", { detail: { state: "failed" } })).thenRows(
    {
      [key]: { state: "available", reported: "failed" },
    },
  ));

test("why it failed is kept while it is tried again, and forgotten at its success", async () => {
  const failed = a("software-reported", { detail: { state: "failed", message: "disk full" } });
  const building = a("software-reported", { detail: { state: "building" } });
  await given(softwareDuties, supplied, failed, building).thenRows({
    [key]: { reported: "building", message: "disk full" },
  });
  await given(softwareDuties, supplied, failed, building, a("software-reported")).thenRows({
    [key]: { reported: "available", message: undefined },
  });
});

test("software that is to go waits for its own report", () =>
  given(
    softwareDuties,
    supplied,
    a("software-reported"),
    a("software-supplied", { detail: { state: "destroyed" } }),
  ).thenRows({ [key]: { state: "destroyed", reported: "waiting" } }));

test("supplying again what is supplied changes nothing", () =>
  given(softwareDuties, supplied, a("software-reported"), a("software-supplied")).thenRows({
    [key]: { state: "available", reported: "available" },
  }));

test("a computer's software is asked for by release", async () => {
  const postgres = "https://software.partita.example/postgres/software.json";
  const other = a("software-supplied", { detail: { softwareRelease: postgres } });
  const rows = await rowsAfter(other, supplied);
  assert.deepEqual(await rows.read((at) => findSoftwareDuties(at, "COMP-1")), [
    { softwareRelease: supplied.detail.softwareRelease, state: "available", reported: "waiting" },
    { softwareRelease: postgres, state: "available", reported: "waiting" },
  ]);
});
