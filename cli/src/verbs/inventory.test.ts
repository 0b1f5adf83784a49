import { anInventoryLine } from "@partita/schemas/testing/answers.ts";
import { fakeMaster } from "@partita/schemas/testing/fake-master.ts";
import { expect, test } from "vitest";
import { say } from "#cli/testing/say.ts";

const shared = { resource: "partition", unit: "partition", stock: "current" } as const;
const figure = { ...shared, quantity: "7", position: "30" } as const;
const asked = (path: string | undefined) => {
  const { pathname, searchParams } = new URL(`http://master${path}`);
  return { pathname, ...Object.fromEntries(searchParams) };
};

test("one figure, with all that narrows it", async () => {
  await using master = await fakeMaster({ inventory: figure });
  const narrowed = ["--resource", "partition", "--node", "network:COMP-1", "--stock", "available"];
  const others = ["--mirror-section", "person:ada", "--from", "2026-01-01"];
  const { printed } = await say(["inventory", ...narrowed, ...others], master.url);
  expect(printed).toBe("7 partition");
  expect(asked(master.heard[0]?.path)).toEqual({
    pathname: "/v1/inventory",
    resource: "partition",
    node: "network:COMP-1",
    stock: "available",
    mirrorSection: "person:ada",
    from: "2026-01-01T00:00:00.000Z",
  });
});

test("a figure of any moment says which", async () => {
  await using master = await fakeMaster({ inventory: figure });
  const moment = ["--at", "2026-01-31", "--known-at", "12"];
  const words = ["inventory", "--resource", "partition", ...moment];
  const { printed, told } = await say(words, master.url);
  expect(`${printed}${told}`).toContain("true at 2026-01-31");
  expect(asked(master.heard[0]?.path)).toMatchObject({
    at: "2026-01-31T00:00:00.000Z",
    knownAt: "12",
  });
});

test("without a resource, or grouped, it is a list", async () => {
  const euro = { resource: "EUR", unit: "EUR", month: "2026-01", quantity: "-3.6" } as const;
  await using master = await fakeMaster({
    "inventory-list": { stock: "current", groups: [euro], position: "30" },
  });
  expect((await say(["inventory"], master.url)).exit).toBe(0);
  const words = ["inventory", "--resource", "eur", "--group-by", "month"];
  const { printed } = await say(words, master.url);
  expect(printed.split("\n")[1]).toBe("EUR       2026-01      -3.6  EUR");
  expect(asked(master.heard[1]?.path)).toMatchObject({ resource: "EUR", groupBy: "month" });
});

test("a history needs a resource, and shows each line", async () => {
  const lines = [anInventoryLine({ quantity: "2", balance: "2" })];
  await using master = await fakeMaster({
    "movement-history": { ...shared, lines, position: "3" },
  });
  const nameless = await say(["inventory", "--history"], master.url);
  expect([nameless.exit, nameless.told]).toEqual([2, expect.stringContaining("--resource")]);
  const { printed } = await say(["inventory", "--resource", "partition", "--history"], master.url);
  expect(printed.split("\n")).toHaveLength(2);
});

test("what is no resource or no kind of stock is refused, with what would be", async () => {
  await using master = await fakeMaster({});
  const stock = await say(["inventory", "--resource", "partition", "--stock", "all"], master.url);
  expect([stock.exit, stock.told]).toEqual([2, expect.stringContaining("available")]);
  const resource = await say(["inventory", "--resource", "gold"], master.url);
  expect([resource.exit, resource.told]).toEqual([2, expect.stringContaining("partition")]);
});
