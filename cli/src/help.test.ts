import { expect, test } from "vitest";
import { say } from "./testing/say.ts";
import { verbs } from "./verbs/registry.ts";

test("the list of verbs", async () => {
  const { printed, exit } = await say(["help"], undefined);
  expect(exit).toBe(0);
  expect(printed).toMatchSnapshot();
});

test.each(verbs.map(({ name }) => name))("partita %s --help", async (name) => {
  const { printed, exit } = await say([name, "--help"], undefined);
  expect(exit).toBe(0);
  expect(printed).toMatchSnapshot();
});

test("no line of help is wider than a wide terminal", async () => {
  const pages = await Promise.all(verbs.map(({ name }) => say(["help", name], undefined)));
  const widest = Math.max(
    ...pages.flatMap(({ printed }) => printed.split("\n").map((l) => l.length)),
  );
  expect(widest).toBeLessThanOrEqual(120);
});

test("partita alone prints the list", async () => {
  const [alone, asked] = [await say([], undefined), await say(["help"], undefined)];
  expect(alone).toEqual(asked);
});
