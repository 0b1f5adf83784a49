import { aProblem, fakeMaster } from "@partita/schemas/testing/fake-master.ts";
import { expect, test } from "vitest";
import { logged } from "#cli/testing/logged.ts";
import { say } from "#cli/testing/say.ts";

const id = "7d0c3a50-0000-8000-8000-000000000001";
const outcome = { command: id, movements: [logged(9)], position: "9" };

test.each([id, `${id}/0`])("%s: what the command wrote is one line a movement", async (named) => {
  await using master = await fakeMaster({ "command-outcome": outcome });
  const { printed, exit } = await say(["command", named], master.url);
  expect(master.heard[0]?.path).toBe(`/v1/commands/${id}`);
  expect([exit, printed]).toEqual([0, expect.stringMatching(/^ {6}9 {2}.*partition-allocated/)]);
});

test("--json prints the answer as it is", async () => {
  await using master = await fakeMaster({ "command-outcome": outcome });
  const { printed } = await say(["command", id, "--json"], master.url);
  expect(JSON.parse(printed)).toEqual(outcome);
});

test("a command that wrote nothing is told as such", async () => {
  const title = "No command of this id has written anything.";
  const problem = aProblem({ status: 404, code: "no-such-command", title, retryable: false });
  await using master = await fakeMaster({ "command-outcome": problem });
  const { exit, told } = await say(["command", id], master.url);
  expect(exit).not.toBe(0);
  expect(told).toContain(title);
});
