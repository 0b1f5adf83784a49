import { type QueryName, queries, webhooksMax } from "@partita/schemas";
import { Compile } from "typebox/compile";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Caller, type World, world } from "#api/testing/world.ts";

let house: World;
beforeEach(async () => {
  house = await world();
});
afterEach(() => house.close());

const url = "https://receiver.example/hooks?token=secret";
const register = async (caller: Caller, detail: object = {}) =>
  house.post(caller, "/v1/webhooks", { url, ...detail });
const registered = async (caller: Caller) => String((await register(caller)).body.subject);

const shapeOf = (name: QueryName, body: unknown) => {
  const answer = queries.find((query) => query.name === name)?.answer;
  return answer && Compile(answer).Errors(body);
};

test("a webhook reads as what its sender is, whatever it says of itself", async () => {
  for (const caller of ["ada", "hoster", "accountant", "operator", "auditor"] as const) {
    const { body } = await house.get(caller, `/v1/webhooks/${await registered(caller)}`);
    expect(body.webhook.role).toBe(caller === "ada" ? "person" : roles[caller]);
  }
  const lying = await register("ada", { role: "auditor" });
  expect([lying.status, lying.body.code]).toEqual([400, "schema-mismatch"]);
});
const roles = {
  hoster: "organisation",
  accountant: "accountant",
  operator: "operator",
  auditor: "auditor",
};

test("its owner sees all of a webhook, an operator where it sends to, others nothing", async () => {
  const hook = await registered("hoster");
  const addresses = async (caller: Caller) => {
    const { body } = await house.get(caller, "/v1/webhooks");
    expect(shapeOf("webhooks", body)).toEqual([]);
    return body.webhooks.map((one: { url: string }) => one.url);
  };
  expect(await addresses("hoster")).toEqual([url]);
  expect(await addresses("auditor")).toEqual([url]);
  expect(await addresses("operator")).toEqual(["https://receiver.example"]);
  for (const other of ["ada", "rival", "accountant"] as const)
    expect(await addresses(other)).toEqual([]);
  const { body } = await house.get("hoster", `/v1/webhooks/${hook}`);
  expect(shapeOf("webhook", body)).toEqual([]);
  expect(body.delivery).toEqual({ delivered: body.webhook.after });
});

test("secrets are shown to the owner alone, the old one while it still signs", async () => {
  const hook = await registered("hoster");
  const secrets = async () =>
    (await house.get("hoster", `/v1/webhooks/${hook}/secret`)).body.secrets.map(
      ({ secret }: { secret: string }) => secret,
    );
  expect(await secrets()).toEqual([`whsec_${hook}-0`]);
  await house.post("hoster", `/v1/webhooks/${hook}/rotation`, {});
  expect(await secrets()).toEqual([`whsec_${hook}-1`, `whsec_${hook}-0`]);
  await house.post("hoster", `/v1/webhooks/${hook}/rotation`, { overlapSeconds: 0 });
  expect(await secrets()).toEqual([`whsec_${hook}-2`]);
  const { body } = await house.get("hoster", `/v1/webhooks/${hook}/secret`);
  expect(shapeOf("webhook-secret", body)).toEqual([]);
  expect(house.lines.join("")).not.toContain("whsec_");
});

test("a Master without a key says that it sends none", async () => {
  await house.close();
  house = await world(({ webhooks: _, ...others }) => ({
    ...others,
    webhooks: undefined as never,
  }));
  const hook = await registered("hoster");
  const { status, body } = await house.get("hoster", `/v1/webhooks/${hook}/secret`);
  expect([status, body.detail]).toEqual([404, "this Master sends no webhooks"]);
  expect((await house.get("hoster", `/v1/webhooks/${hook}`)).body.delivery).toBeUndefined();
});

test("an owner has so many webhooks and no more, in each of its roles", async () => {
  for (let count = 0; count < webhooksMax; count++) await registered("hoster");
  const { status, body } = await register("hoster");
  expect([status, body.code, body.facts]).toEqual([
    409,
    "too-many-webhooks",
    { max: `${webhooksMax}` },
  ]);
  expect((await register("accountant")).status).toBe(201);
});

test.each([
  ["ftp://receiver.example/"],
  ["https://user:password@receiver.example/"],
  ["https://receiver.example/#there"],
  ["receiver.example"],
])("%s is no address of a receiver", async (address) => {
  const { status, body } = await register("hoster", { url: address });
  expect([status, body.code]).toEqual([400, "schema-mismatch"]);
});

test("a removed webhook is gone", async () => {
  const hook = await registered("hoster");
  await house.post("operator", `/v1/webhooks/${hook}/removal`, {});
  const { status, body } = await house.get("hoster", `/v1/webhooks/${hook}`);
  expect([status, body.code]).toEqual([404, "no-such-webhook"]);
});
