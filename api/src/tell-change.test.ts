import { expect, test } from "vitest";
import { tellChange } from "#api/tell-change.ts";

const told = (before: object | undefined, after: object | undefined) =>
  tellChange("instance-status", "INST-1", { before, after })?.says;

test("a row that was changed tells what was and what is", () =>
  expect(
    told({ title: "guestbook", phase: "requested" }, { title: "guestbook", phase: "started" }),
  ).toBe("instance status guestbook: phase requested → started"));

test("amounts tell the difference, exactly", () => {
  expect(told({ balance: "3.60" }, { balance: "7.2" })).toBe(
    "instance status INST-1: balance 3.60 → 7.2 (+3.6)",
  );
  expect(told({ balance: "0" }, { balance: "-0.000000001" })).toContain("(-0.000000001)");
  expect(told({ version: "1.2.3" }, { version: "1.2.4" })).toMatch(/1\.2\.4$/);
});

test("what is deeper, in lists, and in several words is told in its place", () =>
  expect(
    told(
      { free: ["a", "b"], award: { startsAt: "1" } },
      { free: ["b"], award: { startsAt: "1", offer: "O" } },
    ),
  ).toBe("instance status INST-1: free a, b → b, award offer O"));

test("what is no more says what it was", () =>
  expect(told({ message: "no disk", phase: "failed" }, { phase: "failed" })).toBe(
    "instance status INST-1: no message (was no disk)",
  ));

test("a row that came tells all of it, one that went is only gone", () => {
  expect(told(undefined, { title: "guestbook", phase: "requested" })).toBe(
    "instance status guestbook: added title guestbook, phase requested",
  );
  expect(told({ title: "guestbook", phase: "requested" }, undefined)).toBe(
    "instance status guestbook: removed",
  );
});

test("where it was changed last is no change worth telling", () =>
  expect(told({ changedAt: "4" }, { changedAt: "5" })).toBeUndefined());

test("a long text is told by its beginning, and kept whole among the fields", () => {
  const long = "x".repeat(500);
  const change = tellChange("webhooks", "HOOK-1", { before: { url: "a" }, after: { url: long } });
  expect(change?.says.length).toBeLessThan(200);
  expect(change?.fields).toEqual([{ field: "url", before: "a", after: long }]);
});
