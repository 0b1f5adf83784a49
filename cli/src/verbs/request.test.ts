import { anInstance, aWaitingInstance } from "@partita/schemas/testing/answers.ts";
import { fakeMaster } from "@partita/schemas/testing/fake-master.ts";
import { expect, test } from "vitest";
import { say } from "#cli/testing/say.ts";

const waiting = aWaitingInstance();
const acknowledgement = {
  movements: ["m/0"],
  position: "12",
  subject: waiting.instance,
  instance: waiting,
};
const asked = ["request", "my-guestbook", "--software", "https://s/software.json"];

test("a request sends what the options say", async () => {
  await using master = await fakeMaster({ "request-instance": acknowledgement });
  const conditions = ["--region", "europe", "--max-price", "4.00", "--currency", "eur"];
  const words = [...asked, ...conditions, "--parameter", "greeting=Hi", "--computer", "COMP-1"];
  const { exit } = await say(words, master.url);
  expect(exit).toBe(0);
  expect(master.heard[0]?.body).toEqual({
    title: "my-guestbook",
    softwareRelease: "https://s/software.json",
    softwareType: "default",
    state: "started",
    parameters: { greeting: "Hi" },
    conditions: {
      region: "europe",
      computer_guid: "COMP-1",
      max_price: { amount: "4.00", currency: "EUR" },
    },
  });
});

test("the answer says how the instance stands", async () => {
  await using master = await fakeMaster({ "request-instance": acknowledgement });
  const { printed } = await say(asked, master.url);
  expect(printed).toMatchSnapshot();
});

test("--json prints the acknowledgement as it came", async () => {
  await using master = await fakeMaster({ "request-instance": acknowledgement });
  const { printed } = await say([...asked, "--json"], master.url);
  expect(printed).toBe(JSON.stringify(acknowledgement));
});

test("without --software, what the instance was asked with before is kept", async () => {
  const past = anInstance({ requester: "INST-0000000002" });
  await using master = await fakeMaster({
    instances: { instances: [past], position: "19" },
    "request-instance": acknowledgement,
  });
  await say(["request", past.title, "--state", "destroyed"], master.url);
  const { title, softwareRelease, softwareType, parameters, conditions, requester } = past;
  const kept = { title, softwareRelease, softwareType, parameters, conditions, requester };
  expect(master.heard.at(-1)?.body).toEqual({ ...kept, state: "destroyed" });
});

test("a new instance needs its software", async () => {
  await using master = await fakeMaster({ instances: { instances: [], position: "0" } });
  const { exit, told } = await say(["request", "new"], master.url);
  expect([exit, told]).toEqual([
    2,
    'No instance is called "new"; to request one, add --software <url>.',
  ]);
});

test("--wait says what it waits for, and prints the instance when it is there", async () => {
  const deferred = aWaitingInstance({
    phase: "deferred",
    reasons: [{ reason: "too-expensive", count: 2 }],
  });
  const answers = [waiting, waiting, deferred, anInstance()];
  await using master = await fakeMaster({
    "request-instance": acknowledgement,
    "instance-status": () => ({ instance: answers.shift() ?? anInstance(), position: "19" }),
  });
  const { exit, told, printed } = await say([...asked, "--wait"], master.url);
  expect(exit).toBe(0);
  expect(told).toBe("please wait: requested\nplease wait: deferred: too-expensive ×2");
  expect(printed).toContain("connection  url=http://127.0.0.1:8080/");
});

test("--wait says why it failed, and exits 1 if it still fails when the time is over", async () => {
  const failed = aWaitingInstance({ phase: "failed", message: "no disk" });
  await using master = await fakeMaster({
    "request-instance": acknowledgement,
    "instance-status": { instance: failed, position: "12" },
  });
  const { exit, told } = await say([...asked, "--wait", "--timeout", "1"], master.url);
  expect(exit).toBe(1);
  expect(told).toContain("please wait: failed: no disk");
});

test("--wait gives up when the time is over, and exits 4", async () => {
  await using master = await fakeMaster({
    "request-instance": acknowledgement,
    "instance-status": { instance: waiting, position: "12" },
  });
  const { exit } = await say([...asked, "--wait", "--timeout", "3"], master.url);
  expect(exit).toBe(4);
  expect(master.heard.filter(({ name }) => name === "instance-status")).toHaveLength(7);
});
