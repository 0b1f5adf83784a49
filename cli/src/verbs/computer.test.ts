import { aComputer } from "@partita/schemas/testing/answers.ts";
import { fakeMaster } from "@partita/schemas/testing/fake-master.ts";
import { expect, test } from "vitest";
import { say } from "#cli/testing/say.ts";

const done = { movements: ["m/0"], position: "20", subject: "COMP-1" };

test.each([
  [["scope", "COMP-1", "close/maintenance"], "set-allocation-scope", "scope"],
  [["bang", "COMP-1", "Reboot"], "bang-computer", "bang"],
  [["lost", "COMP-1", "its disks burnt"], "declare-computer-lost", "loss"],
] as const)("%j sends %s", async (words, kind, path) => {
  await using master = await fakeMaster({ [kind]: done });
  expect((await say(["computer", ...words], master.url)).exit).toBe(0);
  expect(master.heard[0]?.path).toBe(`/v1/computers/COMP-1/${path}`);
  expect(Object.values(master.heard[0]?.body ?? {})).toEqual([words[2]]);
});

test("status says when it was last heard of, and what it said", async () => {
  const at = "2026-01-01T00:00:00.000Z";
  const contact = { at, since: at, text: "#access COMP-1", freshness: "fresh" } as const;
  await using master = await fakeMaster({
    "computer-status": { computer: aComputer(), partitions: [], contact, position: "19" },
  });
  const { printed } = await say(["computer", "status", "COMP-1"], master.url);
  expect(printed).toContain(`last heard of  fresh, ${at}: #access COMP-1`);
});

test.each([
  [["scope", "COMP-1", "ajar"], /--scope is one of open, close,/],
  [["bang", "COMP-1"], /bang needs to know what/],
])("%j is refused here already", async (words, complaint) => {
  const { exit, told } = await say(["computer", ...words], "http://127.0.0.1:1");
  expect([exit, told]).toEqual([2, expect.stringMatching(complaint)]);
});
