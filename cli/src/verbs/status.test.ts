import {
  aComputer,
  anInstance,
  anOffer,
  aWaitingInstance,
} from "@partita/schemas/testing/answers.ts";
import { fakeMaster } from "@partita/schemas/testing/fake-master.ts";
import { expect, test } from "vitest";
import { say } from "#cli/testing/say.ts";

const child = aWaitingInstance({
  instance: "INST-0000000002",
  title: "database",
  requester: "INST-0000000001",
});

test("all instances stand in one table", async () => {
  const instances = { instances: [anInstance(), child], position: "19" };
  await using master = await fakeMaster({ instances });
  expect((await say(["status"], master.url)).printed.split("\n")).toEqual([
    "instance         title         phase      computer  per hour  url",
    "INST-0000000001  my-guestbook  started    COMP-1     3.6 EUR  http://127.0.0.1:8080/",
    "INST-0000000002  database      requested  -                -  -",
  ]);
});

test("one instance is shown in full, found by its title", async () => {
  await using master = await fakeMaster({
    instances: { instances: [anInstance()], position: "19" },
    "instance-status": { instance: anInstance(), position: "19" },
  });
  const { printed } = await say(["status", "my-guestbook"], master.url);
  expect(printed).toMatchSnapshot();
  expect(master.heard.map(({ path }) => path)).toEqual([
    "/v1/instances?title=my-guestbook",
    "/v1/instances/INST-0000000001",
  ]);
});

test("a reference is taken as it is", async () => {
  const answer = { instance: anInstance(), position: "19" };
  await using master = await fakeMaster({ "instance-status": answer });
  const { printed } = await say(["status", "INST-0000000001", "--json"], master.url);
  expect(printed).toBe(JSON.stringify(answer));
  expect(master.heard).toHaveLength(1);
});

test("of one title, the living root comes before a destroyed one and before a child", async () => {
  const gone = anInstance({ instance: "INST-0000000003", phase: "destroyed" });
  const root = anInstance({ instance: "INST-0000000004" });
  await using master = await fakeMaster({
    instances: { instances: [{ ...child, title: "my-guestbook" }, gone, root], position: "19" },
    "instance-status": { instance: root, position: "19" },
  });
  await say(["status", "my-guestbook"], master.url);
  expect(master.heard.at(-1)?.path).toBe("/v1/instances/INST-0000000004");
});

test("a title that several bear must be told apart", async () => {
  const twins = [child, { ...child, instance: "INST-0000000005" }];
  await using master = await fakeMaster({ instances: { instances: twins, position: "19" } });
  const { exit, told } = await say(["status", "database"], master.url);
  expect(exit).toBe(2);
  expect(told).toContain("choose of INST-0000000002, INST-0000000005");
});

test("the market shows computers and offers", async () => {
  await using master = await fakeMaster({
    "free-partitions": { computers: [aComputer()], position: "19" },
    "open-offers": { offers: [anOffer()], position: "19" },
  });
  const { printed } = await say(["status", "--market"], master.url);
  expect(printed).toMatchSnapshot();
  expect(master.heard.at(-1)?.path).toBe("/v1/offers?position=19");
});

test("an empty house says so", async () => {
  await using master = await fakeMaster({ instances: { instances: [], position: "0" } });
  const { printed } = await say(["status"], master.url);
  expect(printed).toBe("No instances. Request one: partita help request");
});

test("a list shows no password of an address", async () => {
  const connection = { url: "postgresql://postgres:secret@127.0.0.1:5432/postgres" };
  const answer = { instances: [anInstance({ connection })], position: "19" };
  await using master = await fakeMaster({ instances: answer });
  const { printed } = await say(["status"], master.url);
  expect(printed).toContain("postgresql://postgres:…@127.0.0.1:5432/postgres");
  expect(printed).not.toContain("secret");
});
