import { anInstance, aTrailStep } from "@partita/schemas/testing/answers.ts";
import { fakeMaster } from "@partita/schemas/testing/fake-master.ts";
import { expect, test } from "vitest";
import { say } from "#cli/testing/say.ts";

const trail = {
  instance: "INST-0000000001",
  tree: "TREE-0000000001",
  steps: [aTrailStep()],
  position: "12",
};

test("the trail of an instance is found by its title", async () => {
  await using master = await fakeMaster({
    instances: { instances: [anInstance()], position: "19" },
    "instance-trail": trail,
  });
  const { printed } = await say(["trace", "my-guestbook"], master.url);
  expect(printed).toMatch(/^INST-0000000001 in TREE-0000000001\n\n 1 {7}0\.000 s {2}a person/);
  expect(printed).toContain("#12 instance-requested: person:ada requests my-guestbook");
});

test("an unknown title says where to look", async () => {
  await using master = await fakeMaster({ instances: { instances: [], position: "0" } });
  const { exit, told } = await say(["trace", "nothing"], master.url);
  expect(exit).toBe(2);
  expect(told).toBe('No instance is called "nothing"; partita status lists those there are.');
});
