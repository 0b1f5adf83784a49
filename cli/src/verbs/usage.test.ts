import { usageRowsMax } from "@partita/schemas";
import { aUsageRow } from "@partita/schemas/testing/answers.ts";
import { fakeMaster } from "@partita/schemas/testing/fake-master.ts";
import { expect, test } from "vitest";
import { say } from "#cli/testing/say.ts";

test("usage is a table; hosting that runs has no quantity yet", async () => {
  const { quantity: _, stopsAt: __, ...hosting } = aUsageRow({ resource: "software-hosting" });
  const answer = { usage: [aUsageRow(), hosting], position: "30" };
  await using master = await fakeMaster({ "usage-by-period": answer });
  expect((await say(["usage", "--each"], master.url)).printed).toMatchSnapshot();
});

test("totals that may lack reports say so", async () => {
  const many = { usage: Array(usageRowsMax).fill(aUsageRow()), position: "30" };
  await using master = await fakeMaster({ "usage-by-period": many });
  const { printed, told } = await say(["usage"], master.url);
  expect(printed).toContain("425000");
  expect(told).toContain("first 10000 reports only");
});

test("the period and the instance go into the question", async () => {
  await using master = await fakeMaster({ "usage-by-period": { usage: [], position: "30" } });
  const period = ["--from", "2026-01-01", "--until", "2026-02-01"];
  const { printed } = await say(["usage", "--instance", "INST-0000000001", ...period], master.url);
  expect(printed).toBe("Nothing was consumed.");
  expect(Object.fromEntries(new URL(`http://m${master.heard[0]?.path}`).searchParams)).toEqual({
    instance: "INST-0000000001",
    from: "2026-01-01T00:00:00.000Z",
    until: "2026-02-01T00:00:00.000Z",
  });
});
