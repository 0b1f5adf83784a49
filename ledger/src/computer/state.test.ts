import { a } from "@partita/schemas/testing/a.ts";
import { expect, test } from "vitest";
import { belongsTo, brought, takenBack, unregistered } from "#ledger/computer/state.ts";

const owner = "organisation:hoster";
const computer = { ...unregistered, owner } as const;

test("a computer belongs to its owner and to the Master it stands in", () => {
  expect(belongsTo(computer, owner)).toBe(true);
  expect(belongsTo(computer, "organisation:master")).toBe(true);
  expect(belongsTo(computer, "organisation:other")).toBe(false);
});

test("what an owner brings ends where the example of a registration does", () => {
  const { source, destination, sourceSection, destinationSection } = a("computer-registered");
  const ends = { source, destination, sourceSection, destinationSection };
  expect(brought({ streamId: "COMP-1" }, owner)).toMatchObject(ends);
});

test("what is taken back goes the other way, and twice back is as before", () => {
  const ends = brought({ streamId: "COMP-1" }, owner);
  expect(takenBack(ends)).toMatchObject({ source: ends.destination, destination: ends.source });
  expect(takenBack(takenBack(ends))).toEqual(ends);
});
