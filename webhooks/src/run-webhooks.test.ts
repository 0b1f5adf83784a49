import { PositionUnknown } from "@partita/ledger";
import { webhookSecret } from "@partita/schemas";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { runWebhooks } from "#webhooks/run-webhooks.ts";
import { type House, house, key, owner, publish, register } from "#webhooks/testing/house.ts";
import { type Received, type Receiver, receiver, verified } from "#webhooks/testing/receiver.ts";
import { came, delivered } from "#webhooks/testing/wait.ts";

const hook = "HOOK-1";
const day = 86_400_000;
let one: House;
let mail: Receiver;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  one = house();
  mail = await receiver();
});
afterEach(async () => {
  await one.close();
  await mail[Symbol.asyncDispose]();
  vi.useRealTimers();
});

const ids = ({ received }: Receiver) => received.map(({ id }) => id);

test("a receiver that does not answer holds up nobody else", async () => {
  await using prompt = await receiver();
  mail.answer("hang");
  await register(one, hook, mail.url);
  await register(one, "HOOK-2", prompt.url);
  const sent = [await publish(one, "OFFER-1"), await publish(one, "OFFER-2")];
  await came(prompt, 2);
  expect(ids(prompt)).toEqual(sent);
  expect(mail.received).toHaveLength(1);
  mail.release(204);
  await came(mail, 2);
});

test("what is rewound is sent again, with the same ids", async () => {
  const first = await publish(one, "OFFER-1");
  await register(one, hook, mail.url);
  const second = await publish(one, "OFFER-2");
  await delivered(one, hook, second);
  await one.say("rewind-webhook", { streamId: hook, actor: owner, detail: { after: "0" } });
  await came(mail, 3);
  expect(ids(mail)).toEqual([second, first, second]);
});

test("after a rotation both secrets verify for a day, then the new one alone", async () => {
  await register(one, hook, mail.url);
  await one.say("rotate-webhook", { streamId: hook, actor: owner });
  await publish(one, "OFFER-1");
  await came(mail, 1);
  one.advance(day + 1);
  await publish(one, "OFFER-2");
  await came(mail, 2);
  const signatures = ({ headers }: Received) => headers["webhook-signature"]?.split(" ").length;
  expect(mail.received.map(signatures)).toEqual([2, 1]);
  vi.setSystemTime(Date.now() - day - 1);
  const [overlapping] = mail.received;
  for (const rotation of [0, 1])
    expect(overlapping && verified(webhookSecret(key, hook, rotation), overlapping)).toBeDefined();
  vi.setSystemTime(Date.now() + day + 1);
  const [, alone] = mail.received;
  expect(alone && verified(webhookSecret(key, hook, 0), alone)).toBeUndefined();
  expect(alone && verified(webhookSecret(key, hook, 1), alone)).toBeDefined();
});

test("what is removed while a letter is under way is sent nothing more", async () => {
  await register(one, hook, mail.url);
  mail.answer("hang");
  const first = await publish(one, "OFFER-1");
  await publish(one, "OFFER-2");
  await came(mail, 1);
  await one.say("remove-webhook", { streamId: hook, actor: owner });
  mail.release(204);
  await delivered(one, hook, first);
  await publish(one, "OFFER-3");
  await one.restart();
  expect(ids(mail)).toEqual([first]);
});

test("a pause that comes too late for what its owner did changes nothing", async () => {
  await register(one, hook, mail.url);
  mail.answer("hang");
  await publish(one, "OFFER-1");
  await came(mail, 1);
  await one.say("rewind-webhook", { streamId: hook, actor: owner, detail: { after: "0" } });
  mail.release(410);
  await came(mail, 2);
  expect((await one.hook(hook))?.pause).toBeUndefined();
});

test("a webhook at a position that is none is told of once, and holds up nobody else", async () => {
  await using other = await receiver();
  const { store } = one.ports;
  const readAll = store.readAll.bind(store);
  store.readAll = async (after, limit) => {
    if (after === 77n) throw new PositionUnknown(after);
    return readAll(after, limit);
  };
  await register(one, hook, mail.url);
  await register(one, "HOOK-2", other.url);
  await one.say("rewind-webhook", { streamId: hook, actor: owner, detail: { after: "77" } });
  const stuck = () => one.told.filter(({ says }) => says === "a webhook is stuck");
  await vi.waitFor(() => expect(stuck()).toMatchObject([{ webhook: hook }]));
  const sent = [await publish(one, "OFFER-1"), await publish(one, "OFFER-2")];
  await came(other, 2);
  expect([ids(other), ids(mail), stuck().length]).toEqual([sent, [], 1]);
  await one.say("rewind-webhook", { streamId: hook, actor: owner, detail: { after: "0" } });
  await came(mail, 2);
  expect(ids(mail)).toEqual(sent);
});

test("a fault of the store ends it, to be started over", async () => {
  await one.close();
  one = house();
  const store = {
    ...one.ports.store,
    waitBeyond: () => Promise.reject(new Error("the store is away")),
  };
  const running = runWebhooks({ ...one.ports, store, signal: new AbortController().signal });
  await expect(running).rejects.toThrow("the store is away");
});
