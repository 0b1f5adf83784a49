import { fakeMaster } from "@partita/schemas/testing/fake-master.ts";
import { expect, test } from "vitest";
import { say } from "#cli/testing/say.ts";

const software = "https://s/software.json";

test.each([
  [[], "available"],
  [["--destroyed"], "destroyed"],
])("supply with %j wants the release %s", async (options, state) => {
  const done = { movements: ["m/0"], position: "3", subject: "COMP-1" };
  await using master = await fakeMaster({ "supply-software": done });
  const { printed } = await say(["supply", "COMP-1", software, ...options], master.url);
  expect(printed).toBe(`COMP-1 shall have ${software} ${state}`);
  expect(master.heard).toMatchObject([
    { path: "/v1/computers/COMP-1/software", body: { softwareRelease: software, state } },
  ]);
});

test("without a release it shows how far the agent is", async () => {
  const duties = { computer: "COMP-1", partitions: [], software: [], position: "3" };
  await using master = await fakeMaster({ "computer-duties": duties });
  const { printed } = await say(["supply", "COMP-1"], master.url);
  expect(printed).toContain("COMP-1, no agent yet\n\nNo software was supplied to it.");
});

test("a wish that is true already says so", async () => {
  const nothing = { movements: [], subject: "COMP-1" };
  await using master = await fakeMaster({ "supply-software": nothing });
  const { printed } = await say(["supply", "COMP-1", software], master.url);
  expect(printed).toBe(`COMP-1 shall have ${software} available (it was so already)`);
});
