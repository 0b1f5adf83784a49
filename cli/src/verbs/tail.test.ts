import { aProblem, fakeMaster, type Heard } from "@partita/schemas/testing/fake-master.ts";
import { expect, test } from "vitest";
import { logged } from "#cli/testing/logged.ts";
import { say } from "#cli/testing/say.ts";

const page = ({ path }: Heard, last: number) => {
  const after = Number(new URL(path, "http://m").searchParams.get("after"));
  const movements = after < last ? [logged(after + 1)] : [];
  return { movements, position: String(last) };
};

test("it goes on where it was, until nothing is new for a second", async () => {
  await using master = await fakeMaster({ movements: (heard) => page(heard, 14) });
  const { printed, exit } = await say(["tail", "--after", "11", "--until-idle"], master.url);
  expect(exit).toBe(0);
  expect(printed.split("\n").map((line) => line.trim().split(" ")[0])).toEqual(["12", "13", "14"]);
});

test("without a position it shows the last ten", async () => {
  await using master = await fakeMaster({
    health: { status: "up", log: "14", position: "14" },
    movements: (heard) => page(heard, 14),
  });
  const { printed } = await say(["tail", "--until-idle", "--json"], master.url);
  expect(printed.split("\n").map((line) => JSON.parse(line).position)).toHaveLength(10);
});

test("where no movement stands ten before the end, it begins at the end", async () => {
  const refused = aProblem({ status: 400, code: "schema-mismatch", retryable: false });
  const afters: (string | null)[] = [];
  await using master = await fakeMaster({
    health: { status: "up", log: "5000", position: "5000" },
    movements: ({ path }) => {
      const after = new URL(path, "http://m").searchParams.get("after");
      afters.push(after);
      return after === "4990" ? refused : { movements: [], position: "5000" };
    },
  });
  const { exit } = await say(["tail", "--until-idle"], master.url);
  expect([exit, afters]).toEqual([0, ["4990", "5000", "5000"]]);
});

test("Ctrl-C ends it at once, with what it has shown", async () => {
  const stop = new AbortController();
  await using master = await fakeMaster({ movements: (heard) => page(heard, 2) });
  const sleep = async () => stop.abort();
  const changes = { signal: stop.signal, sleep };
  const { printed, exit } = await say(["tail", "--after", "0"], master.url, changes);
  expect([exit, printed.split("\n").length]).toEqual([0, 2]);
});
