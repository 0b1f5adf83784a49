import { fakeMaster } from "@partita/schemas/testing/fake-master.ts";
import { expect, test } from "vitest";
import { logged } from "#cli/testing/logged.ts";
import { say } from "#cli/testing/say.ts";

test("each movement is one line, in columns", async () => {
  const answer = { movements: [logged(9), logged(10)], position: "10" };
  await using master = await fakeMaster({ movements: answer });
  const { printed } = await say(["movements", "--after", "8", "--limit", "2"], master.url);
  expect(master.heard[0]?.path).toBe("/v1/movements?after=8&limit=2");
  const stream = "computer-COMP-1".padEnd("instance-tree-TREE-0000000000".length);
  const place = `${stream}  1 partition by organisation:master`;
  expect(printed.split("\n")).toEqual([
    `      9  2026-01-01T00:00:00.000Z  partition-allocated   ${place}`,
    `     10  2026-01-01T00:00:00.000Z  partition-allocated   ${place}`,
  ]);
});

test("--json prints each as it is stored, one per line", async () => {
  const page = [logged(1), logged(2)];
  await using master = await fakeMaster({ movements: { movements: page, position: "2" } });
  const { printed } = await say(["movements", "--json"], master.url);
  expect(printed.split("\n").map((line) => JSON.parse(line))).toEqual(page);
});

test.each(["0", "1001", "ten"])("--limit %s is refused here already", async (limit) => {
  const { exit, told } = await say(["movements", "--limit", limit], "http://127.0.0.1:1");
  expect([exit, told]).toEqual([2, `--limit is a number from 1 to 1000, not "${limit}".`]);
});

test("an empty log says so, but not into the pipe", async () => {
  await using master = await fakeMaster({ movements: { movements: [], position: "0" } });
  expect(await say(["movements"], master.url)).toEqual({
    exit: 0,
    printed: "",
    told: "Nothing is in the log after position 0.",
  });
});
