import { anOffer } from "@partita/schemas/testing/answers.ts";
import { fakeMaster } from "@partita/schemas/testing/fake-master.ts";
import { expect, test } from "vitest";
import { say } from "#cli/testing/say.ts";

const done = { movements: ["m/0"], position: "20", subject: "OFFER-0000000001" };
const prices = [
  ...["--hourly", "3.60", "--cpu-second", "0.01"],
  ...["--memory-gib-hour", "0.02", "--disk-gib-hour", "0.001"],
];

test("publish sends computers, prices and the end of validity", async () => {
  await using master = await fakeMaster({ "publish-offer": done });
  const computers = ["--computer", "COMP-1", "--computer", "COMP-2", "--valid-until", "2026-12-31"];
  const { printed } = await say(["offer", "publish", ...computers, ...prices], master.url);
  expect(printed).toBe("published OFFER-0000000001");
  expect(master.heard[0]?.body).toEqual({
    computers: ["COMP-1", "COMP-2"],
    prices: { ...anOffer().prices, hourly: "3.60" },
    validUntil: "2026-12-31T00:00:00.000Z",
  });
});

test("publish says which price is missing: a price is never assumed", async () => {
  const words = ["offer", "publish", "--computer", "COMP-1", "--hourly", "1", "--cpu-second", "1"];
  const { exit, told } = await say(words, "http://127.0.0.1:1");
  expect([exit, told]).toEqual([2, "--memory-gib-hour is needed: --memory-gib-hour <price>."]);
});

test("amend keeps what is not given", async () => {
  await using master = await fakeMaster({
    "open-offers": { offers: [anOffer()], position: "19" },
    "amend-offer": done,
  });
  await say(["offer", "amend", "OFFER-0000000001", "--hourly", "3.20"], master.url);
  expect(master.heard.at(-1)).toMatchObject({
    path: "/v1/offers/OFFER-0000000001/terms",
    body: { computers: ["COMP-1"], prices: { ...anOffer().prices, hourly: "3.20" } },
  });
});

test("withdraw names the offer in the path", async () => {
  await using master = await fakeMaster({ "withdraw-offer": done });
  const { printed } = await say(["offer", "withdraw", "OFFER-0000000001"], master.url);
  expect(printed).toBe("withdrew OFFER-0000000001");
  expect(master.heard).toMatchObject([
    { path: "/v1/offers/OFFER-0000000001/withdrawal", body: {} },
  ]);
});

test("alone it lists the offers", async () => {
  await using master = await fakeMaster({ "open-offers": { offers: [anOffer()], position: "1" } });
  expect((await say(["offer"], master.url)).printed).toMatchSnapshot();
});
