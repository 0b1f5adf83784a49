import { webhookSecret } from "@partita/schemas";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { attemptsMax } from "#webhooks/retry.ts";
import { type House, house, key, owner, publish, register } from "#webhooks/testing/house.ts";
import { type Receiver, receiver, verified } from "#webhooks/testing/receiver.ts";
import { came, delivered, failing, paused } from "#webhooks/testing/wait.ts";

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

test("what follows the registration is sent in the order of the log, and verifies", async () => {
  await publish(one, "OFFER-0");
  await register(one, hook, mail.url);
  const sent = [await publish(one, "OFFER-1"), await publish(one, "OFFER-2")];
  await came(mail, 2);
  expect(ids(mail)).toEqual(sent);
  const secret = webhookSecret(key, hook, 0);
  const payloads = mail.received.map((letter) => verified(secret, letter));
  expect(payloads).toMatchObject(sent.map((id) => ({ data: { id, kind: "offer-published" } })));
});

test("what is not taken comes again after 5 seconds, and holds back the next", async () => {
  await register(one, hook, mail.url);
  mail.answer(503, 500);
  const first = await publish(one, "OFFER-1");
  const second = await publish(one, "OFFER-2");
  await failing(one, hook, 1);
  one.advance(4_000);
  expect(ids(mail)).toEqual([first]);
  one.advance(1_000);
  await failing(one, hook, 2);
  expect(ids(mail)).toEqual([first, first]);
  one.advance(5 * 60_000);
  await came(mail, 4);
  expect(ids(mail)).toEqual([first, first, first, second]);
  // Each attempt is signed with the time of its own.
  const secret = webhookSecret(key, hook, 0);
  const last = mail.received[3];
  expect(last && verified(secret, last)).toMatchObject({ data: { id: second } });
});

test("a receiver that asks for more time gets it", async () => {
  await register(one, hook, mail.url);
  mail.answer({ status: 429, headers: { "retry-after": "3600" } });
  await publish(one, "OFFER-1");
  await failing(one, hook, 1);
  const progress = await one.ports.deliveries.load(hook);
  const { failing: now, answeredAt = "" } = progress?.delivery ?? {};
  expect(Date.parse(now?.nextAttemptAt ?? "") - Date.parse(answeredAt)).toBe(3_600_000);
});

test("a receiver that fails for days is left alone, and then loses nothing", async () => {
  await register(one, hook, mail.url);
  mail.answer(...Array.from({ length: attemptsMax }, () => 500));
  const sent = [await publish(one, "OFFER-1"), await publish(one, "OFFER-2")];
  for (let attempt = 1; attempt < attemptsMax; attempt++) {
    await failing(one, hook, attempt);
    one.advance(day);
  }
  await paused(one, hook);
  expect((await one.hook(hook))?.pause).toMatchObject({
    reason: "failing",
    movement: sent[0],
    attempts: attemptsMax,
    status: 500,
    message: "it answered 500",
  });
  one.advance(30 * day);
  expect(ids(mail)).toEqual(Array.from({ length: attemptsMax }, () => sent[0]));
  await one.say("enable-webhook", { streamId: hook, actor: owner });
  await came(mail, attemptsMax + 2);
  expect(ids(mail).slice(attemptsMax)).toEqual(sent);
});

test("who says 410 is sent nothing more", async () => {
  await register(one, hook, mail.url);
  mail.answer(410);
  const first = await publish(one, "OFFER-1");
  await paused(one, hook);
  expect((await one.hook(hook))?.pause).toMatchObject({ reason: "gone", status: 410, attempts: 1 });
  await publish(one, "OFFER-2");
  await one.restart();
  expect(ids(mail)).toEqual([first]);
});

test("a process that starts over sends what was not acknowledged, and nothing else", async () => {
  await register(one, hook, mail.url);
  const first = await publish(one, "OFFER-1");
  await delivered(one, hook, first);
  mail.answer("hang");
  const second = await publish(one, "OFFER-2");
  await came(mail, 2);
  await one.restart();
  await delivered(one, hook, second);
  const third = await publish(one, "OFFER-3");
  await delivered(one, hook, third);
  expect(ids(mail)).toEqual([first, second, second, third]);
});

test("attempts go on being counted after a restart, at the time that was planned", async () => {
  await register(one, hook, mail.url);
  mail.answer(500, 500);
  await publish(one, "OFFER-1");
  await failing(one, hook, 1);
  await one.restart();
  expect(mail.received).toHaveLength(1);
  await vi.waitFor(async () => {
    one.advance(5_000);
    await failing(one, hook, 2);
  }, 10_000);
});

test("neither log nor lines know a secret, nor what an address says after its host", async () => {
  await register(one, hook, mail.url);
  await one.say("rotate-webhook", { streamId: hook, actor: owner });
  mail.answer(500, 410);
  await publish(one, "OFFER-1");
  await failing(one, hook, 1);
  one.advance(5_000);
  await paused(one, hook);
  const log = await one.ports.store.readAll(0n, 1000);
  const written = JSON.stringify(log.map(({ movement }) => movement));
  const lines = JSON.stringify(one.told);
  expect(one.told.map(({ says }) => says)).toEqual([
    "a webhook did not take a movement",
    "a webhook is paused",
  ]);
  for (const secret of [0, 1].map((rotation) => webhookSecret(key, hook, rotation).slice(6))) {
    expect(written).not.toContain(secret);
    expect(lines).not.toContain(secret);
  }
  expect(lines).not.toContain("in-the-address");
});
