import { expect, test } from "vitest";
import { dutiesText } from "./duties-text.ts";

test("the owner reads what is wanted, and what the agent reported of it", () => {
  const softwareRelease = "https://s/software.json";
  const software = [
    { softwareRelease, state: "available", reported: "failed", message: "no disk" } as const,
  ];
  const duties = { computer: "COMP-1", agent: "agent-1", partitions: [], position: "9" };
  expect(dutiesText({ ...duties, software }).split("\n")).toEqual([
    "COMP-1, agent-1",
    "",
    "software                 wanted     reported  message",
    "https://s/software.json  available  failed    no disk",
    "",
    "None of its partitions is taken.",
  ]);
});
