import { aProblem, fakeMaster } from "@partita/schemas/testing/fake-master.ts";
import { expect, test } from "vitest";
import { say } from "./testing/say.ts";

test.each([
  [["statuss"], 'partita has no verb "statuss". Did you mean "status"? See partita help.'],
  [["fly"], 'partita has no verb "fly". See partita help.'],
  [["status", "--maket"], "partita status has no option --maket. Did you mean --market?"],
  [["status", "a", "b"], 'partita status does not take "b".'],
  [["trace"], "partita trace needs <instance>: An instance's reference or title."],
  [["request", "x", "--region"], "--region needs a value: --region <region>."],
  [["request", "x", "--region", "--wait"], "--region needs a value: --region <region>."],
  [["request", "x", "--wait=5"], "--wait is a switch and takes no value."],
  [["invoice", "shwo"], 'There is no action "shwo". Did you mean show?'],
  [["invoice", "show"], "show needs to know which invoice: show <invoice>."],
])("%j is answered with what would be understood, and exits 2", async (words, told) => {
  expect(await say(words, "http://127.0.0.1:1")).toEqual({ exit: 2, printed: "", told });
});

test("where no house ever ran, it says how to start one and exits 3", async () => {
  const { exit, told } = await say(["status"], undefined);
  expect(exit).toBe(3);
  expect(told).toBe(
    "No house runs here (/nowhere/.partita/master.json cannot be read). " +
      "Start one with `npm start`, or name another with --url.",
  );
});

test("a Master that does not answer exits 3", async () => {
  await using gone = await fakeMaster();
  await gone[Symbol.asyncDispose]();
  const { exit, told } = await say(["status"], gone.url);
  expect(exit).toBe(3);
  expect(told).toContain(`No Master answers at ${gone.url}. Start one with \`npm start\``);
});

const refusal = aProblem({
  title: "The body or a parameter does not have the shape that the API description gives.",
  code: "schema-mismatch",
  status: 400,
  facts: { limit: "100" },
  errors: [{ path: "/conditions/region", message: "must be a known region" }],
});

test("a refusal is printed with its code, facts, fields and advice, and exits 1", async () => {
  await using master = await fakeMaster({ "request-instance": refusal });
  const { exit, told } = await say(["request", "x", "--software", "https://s"], master.url);
  expect(exit).toBe(1);
  expect(told.split("\n")).toEqual([
    `Refused: ${refusal.title} (schema-mismatch)`,
    "limit  100",
    "/conditions/region: must be a known region",
    "Change what the lines above name and send it again.",
  ]);
});

test("with --json a refusal is the API's problem", async () => {
  await using master = await fakeMaster({ instances: refusal });
  const { told, printed } = await say(["status", "--json"], master.url);
  expect(JSON.parse(told)).toEqual(refusal);
  expect(printed).toBe("");
});

test("a refusal that may pass says so", async () => {
  await using master = await fakeMaster({ instances: aProblem() });
  const { told } = await say(["status"], master.url);
  expect(told).toContain("The same may succeed later; nothing was written.");
});

test("the token goes with the request", async () => {
  await using master = await fakeMaster({ instances: { instances: [], position: "0" } });
  await say(["status"], master.url);
  expect(master.heard).toMatchObject([{ name: "instances", token: "a-token" }]);
});
