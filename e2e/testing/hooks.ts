/** Webhooks in a life: an auditor has them come and go, and must be told of everything in order. */
import assert from "node:assert/strict";
import type { MovementKind } from "@partita/schemas";
import type { FakeAgent } from "./fake-agent.ts";
import { all } from "./invariants.ts";
import type { MemoryHouse } from "./memory-house.ts";
import type { Random } from "./random.ts";

const auditor = "person:auditor";

/** What a webhook is told of; none: of everything. */
const choices: readonly MovementKind[][] = [
  [],
  ["instance-requested", "usage-reported"],
  ["partition-allocated", "partition-released", "invoice-issued"],
];

export async function registerHook(house: MemoryHouse, _: readonly FakeAgent[], random: Random) {
  const kinds = random.oneOf(choices);
  const url = `https://receiver.example/${house.letters.length}-${random.below(1_000_000)}`;
  const detail = { url, ...(kinds.length > 0 && { kinds }) };
  // Under a key, since a command whose answer was lost is sent again.
  await house.as(auditor).send("register-webhook", { detail, key: url });
}

export async function changeHook(house: MemoryHouse, _: readonly FakeAgent[], random: Random) {
  const client = house.as(auditor);
  const { webhooks } = await client.ask("webhooks", {});
  if (webhooks.length === 0) return;
  const to = { webhook: random.oneOf(webhooks).webhook };
  const changes = [
    () => client.send("enable-webhook", { to, detail: {} }),
    () => client.send("rotate-webhook", { to, detail: {} }),
    () => client.send("rewind-webhook", { to, detail: { after: "0" } }),
    () => client.send("remove-webhook", { to, detail: {} }),
  ];
  await random.oneOf(changes)();
}

/** Nobody was told of a movement before the one that comes before it, nor stays untold. */
export async function expectTold(house: MemoryHouse): Promise<void> {
  const log = await all(house.store);
  const { webhooks } = await house.as(auditor).ask("webhooks", {});
  for (const { movement, position: registered } of log) {
    if (movement.kind !== "webhook-registered") continue;
    const { url, kinds, webhook } = movement.detail;
    const wanted = log.filter((one) => kinds.length === 0 || kinds.includes(one.movement.kind));
    const places = new Map(wanted.map(({ movement: { id } }, index) => [id, index]));
    // As if it had been told of the last one before it was registered.
    let told = wanted.findLastIndex(({ position }) => position <= registered);
    for (const letter of house.letters.filter((one) => one.url === url)) {
      const place = places.get(letter.movement) ?? Number.NaN;
      assert.ok(place <= told + 1, `${url} was told of ${letter.movement} too early`);
      told = place;
    }
    const one = webhooks.find((listed) => listed.webhook === webhook);
    if (one !== undefined && one.pause === undefined)
      assert.equal(told, wanted.length - 1, `${url} was not told of everything`);
  }
}
