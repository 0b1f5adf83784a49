import { expect, test } from "vitest";
import { type Installed, planSoftware } from "./plan-software.ts";

const softwareRelease = "https://software.example/web/software.json";
const done: Installed = { softwareRelease, completed: true };
const half: Installed = { softwareRelease, completed: false };

test.each([
  ["supplied, nothing there", ["available", "waiting"], undefined, "install"],
  ["supplied, half installed", ["available", "building"], half, "install"],
  ["supplied, failed before", ["available", "failed"], undefined, "install"],
  ["supplied and installed", ["available", "available"], done, undefined],
  ["installed, but the Master does not know", ["available", "waiting"], done, "confirm"],
  ["to be removed", ["destroyed", "available"], done, "remove"],
  ["to be removed, half installed", ["destroyed", "building"], half, "remove"],
  ["to be removed, gone, not reported", ["destroyed", "available"], undefined, "remove"],
  ["removed", ["destroyed", "destroyed"], undefined, undefined],
] as const)("%s", (_, [state, reported], found, expected) => {
  const installed = found === undefined ? [] : [found];
  const actions = planSoftware([{ softwareRelease, state, reported }], installed, new Set());
  expect(actions.map((action) => action.do)).toEqual(expected === undefined ? [] : [expected]);
});

test("software stays while an instance runs on it", () => {
  const duty = { softwareRelease, state: "destroyed", reported: "available" } as const;
  expect(planSoftware([duty], [done], new Set([softwareRelease]))).toEqual([]);
});

test("what is to go goes before anything is installed", () => {
  const next = `${softwareRelease}?2`;
  const duties = [
    { softwareRelease: next, state: "available", reported: "waiting" },
    { softwareRelease, state: "destroyed", reported: "available" },
  ] as const;
  expect(planSoftware(duties, [done], new Set()).map((action) => action.do)).toEqual([
    "remove",
    "install",
  ]);
});

test("software that nobody supplied is left alone", () => {
  expect(planSoftware([], [done], new Set())).toEqual([]);
});
