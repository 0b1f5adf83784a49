/**
 * A life for the house to live: customers, sellers and agents who do what they like, and faults in
 * between.
 */
import { computers, guestbook, postgres, seller } from "@partita/stack";
import { credentials } from "./credentials.ts";
import { type FakeAgent, fakeAgent, stuttering } from "./fake-agent.ts";
import { changeHook, registerHook } from "./hooks.ts";
import { customers, type MemoryHouse, ownComputer, ownerOf, rival } from "./memory-house.ts";
import { mishaps } from "./mishaps.ts";
import type { Random } from "./random.ts";
import { refused } from "./refused.ts";
import { expectSettled } from "./settled.ts";
import { wishes } from "./wishes.ts";

const titles = ["shop", "blog", "wiki", "mail", "chat", "git"];
const regions = ["europe", "asia", "america", "europe/france"];
/** Fewer than are asked for, so that computers fill up. */
const partitionsMax = 4;
const stepMillisecondsMax = 120_000;
const latenessMillisecondsMax = 600_000;

export const sellers = [seller, rival];

type Deed = (house: MemoryHouse, agents: readonly FakeAgent[], random: Random) => Promise<unknown>;

/** Deeds by name; what is likelier than the rest stands here more than once. */
const deeds: Readonly<Record<string, Deed>> = {
  request,
  "request again": request,
  rush,
  "rush again": rush,
  pass: (_, agents, random) => random.oneOf(agents).pass(),
  "pass of all": passOfAll,
  "pass of all again": passOfAll,
  "pass over old duties": (_, agents, random) => random.oneOf(agents).passLate(),
  fail: (_, agents, random) => random.oneOf(agents).fail(),
  report,
  "report late": reportLate,
  "report of an own computer": reportOwn,
  "report as replaced": (_, agents, random) => random.oneOf(agents).reportAsReplaced(),
  "another agent": replaceAgent,
  resize: (_, agents, random) => random.oneOf(agents).resize(1 + random.below(partitionsMax)),
  supply,
  "amend an offer": amend,
  "renew an offer": renew,
  "close a period": (house, _, random) => close(house, random.oneOf(sellers)),
  "an allocator dies": async (house, _, random) => house.replaceAllocator(random.below(2)),
  "the queue is lost": async (house) => house.loseQueue(),
  "the projections die": async (house) => house.restartProjections(),
  "the Merkle log dies": async (house) => house.restartMerkleLog(),
  "the inventory dies": async (house) => house.restartInventory(),
  "a webhook": registerHook,
  "a webhook changes": changeHook,
  "the webhooks die": async (house) => house.restartWebhooks(),
  rebuild: (house) => house.rebuild(),
  ...wishes,
  "a mishap": anyOf(mishaps),
  "another mishap": anyOf(mishaps),
  "a credential": anyOf(credentials),
  "another credential": anyOf(credentials),
  "a third credential": anyOf(credentials),
};

function anyOf(others: Readonly<Record<string, Deed>>): Deed {
  return (house, agents, random) => random.oneOf(Object.values(others))(house, agents, random);
}

/** Registers, claims, supplies and offers; answers the agents, one of which says all twice. */
export async function settleIn(house: MemoryHouse): Promise<readonly FakeAgent[]> {
  const agents: FakeAgent[] = [];
  for (const [index, { reference, title, region, prices }] of computers.entries()) {
    const hoster = house.as(ownerOf(reference));
    const to = { computer: reference };
    await hoster.send("register-computer", { to, detail: { title, region } });
    for (const softwareRelease of [guestbook, postgres])
      await hoster.send("supply-software", { to, detail: { softwareRelease, state: "available" } });
    const detail = { computers: [reference], prices };
    await hoster.send("publish-offer", { detail, key: reference });
    const client = house.as(`computer:${reference}`);
    const agent = fakeAgent(index === 0 ? client : stuttering(client), reference);
    await agent.claim(partitionsMax);
    agents.push(agent);
  }
  return [...agents, await bringOwn(house)];
}

/** Registered and supplied by a customer, and on nobody's offer. */
async function bringOwn(house: MemoryHouse): Promise<FakeAgent> {
  const owner = house.as(ownerOf(ownComputer));
  const to = { computer: ownComputer };
  await owner.send("register-computer", { to, detail: { title: "At home", region: "europe" } });
  const detail = { softwareRelease: guestbook, state: "available" } as const;
  await owner.send("supply-software", { to, detail });
  const agent = fakeAgent(house.as(`computer:${ownComputer}`), ownComputer);
  await agent.claim(1);
  return agent;
}

/**
 * Does as many deeds as told; a refusal is an answer like any other. Answers the names of the
 * deeds, for a failure.
 */
export async function live(
  house: MemoryHouse,
  agents: readonly FakeAgent[],
  { random, deedsMax }: { readonly random: Random; readonly deedsMax: number },
): Promise<readonly string[]> {
  const done: string[] = [];
  for (let count = 0; count < deedsMax; count++) {
    const name = random.oneOf(Object.keys(deeds));
    done.push(name);
    house.advance(1000 + random.below(stepMillisecondsMax));
    await deeds[name]?.(house, agents, random).catch(refused);
    // Sometimes the next deed comes before the house has come to rest.
    if (random.below(3) !== 0) continue;
    await house.settle();
    await expectSettled(house, house.now());
  }
  return done;
}

export async function close(house: MemoryHouse, organisation: string) {
  await house.as(organisation).send("close-period", { to: { organisation }, detail: {} });
}

/** Often the same words again: a retry, a change of mind, or a title that was destroyed before. */
async function request(house: MemoryHouse, _: readonly FakeAgent[], random: Random) {
  const state = random.oneOf(["started", "started", "started", "stopped", "destroyed"] as const);
  const detail = {
    title: random.oneOf(titles),
    softwareRelease: random.oneOf([guestbook, postgres]),
    softwareType: "default",
    state,
    parameters: { colour: random.oneOf(["red", "blue"]) },
    conditions: conditions(random),
  };
  const customer = house.as(random.oneOf(customers));
  const key = `request-${random.below(1000)}`;
  const sending = { detail, key };
  await customer.send("request-instance", sending);
  // The network lost the answer: the same is sent once more.
  if (random.below(4) === 0) await customer.send("request-instance", sending);
}

/** All at once, while the market changes under them. */
async function rush(house: MemoryHouse, agents: readonly FakeAgent[], random: Random) {
  const all = [request, request, supply, request, amend, request, request];
  await Promise.all(all.map((deed) => deed(house, agents, random).catch(refused)));
}

function conditions(random: Random) {
  const amount = String(1 + random.below(8));
  return random.oneOf([
    {},
    {},
    { region: random.oneOf(regions) },
    { max_price: { amount, currency: "EUR" as const } },
    { computer_guid: random.oneOf(computers).reference },
    { on_loss: "move" as const },
    { slapos: { mode: "unique_by_network" } },
  ]);
}

async function passOfAll(_: MemoryHouse, agents: readonly FakeAgent[]) {
  for (const agent of agents) await agent.pass();
}

async function report(house: MemoryHouse, agents: readonly FakeAgent[], random: Random) {
  await reportUntil(Date.parse(house.now()), agents, random);
}

/** The one that a customer brought, which is the last, right after it did what it should. */
async function reportOwn(house: MemoryHouse, agents: readonly FakeAgent[], random: Random) {
  const own = agents.slice(-1);
  await own[0]?.pass();
  house.advance(1 + random.below(stepMillisecondsMax));
  await reportUntil(Date.parse(house.now()), own, random);
}

/** Of a time that may be on an invoice already, or in which the partition was another's. */
async function reportLate(house: MemoryHouse, agents: readonly FakeAgent[], random: Random) {
  const lateness = random.below(latenessMillisecondsMax);
  await reportUntil(Date.parse(house.now()) - lateness, agents, random);
}

async function reportUntil(until: number, agents: readonly FakeAgent[], random: Random) {
  const from = until - 1000 * (1 + random.below(60));
  const agent = random.oneOf(agents);
  const quantity = `${random.below(50)}.${1 + random.below(9)}`;
  const period = { from, until, quantity };
  await agent.report(period);
  if (random.below(3) === 0) await agent.report(period);
}

async function replaceAgent(house: MemoryHouse, agents: readonly FakeAgent[], random: Random) {
  const agent = random.oneOf(agents);
  const { computer } = agent;
  await house.as(ownerOf(computer)).send("release-claim", { to: { computer }, detail: {} });
  await agent.start();
}

/** Mostly there; a release that is taken away comes back. */
async function supply(house: MemoryHouse, _: readonly FakeAgent[], random: Random) {
  const { reference: computer } = random.oneOf(computers);
  const softwareRelease = random.oneOf([guestbook, postgres]);
  const state = random.oneOf(["available", "available", "destroyed"] as const);
  const detail = { softwareRelease, state };
  await house.as(ownerOf(computer)).send("supply-software", { to: { computer }, detail });
}

async function amend(house: MemoryHouse, _: readonly FakeAgent[], random: Random) {
  const { offer, seller: owner, computers: offered, prices } = await anOffer(house, random);
  await house.as(owner).send("amend-offer", {
    to: { offer },
    detail: { computers: [...offered], prices: { ...prices, hourly: anHour(random) } },
  });
}

/** Takes an offer off the market, and puts another there; sometimes it comes late. */
async function renew(house: MemoryHouse, _: readonly FakeAgent[], random: Random) {
  const { offer, seller: owner, computers: offered, prices } = await anOffer(house, random);
  const hoster = house.as(owner);
  await hoster.send("withdraw-offer", { to: { offer }, detail: {} });
  if (random.below(3) === 0) await house.settle();
  await hoster.send("publish-offer", {
    detail: { computers: [...offered], prices: { ...prices, hourly: anHour(random) } },
    key: `instead-of-${offer}`,
  });
}

async function anOffer(house: MemoryHouse, random: Random) {
  const { offers } = await house.as(seller).ask("open-offers", {});
  return random.oneOf(offers);
}

function anHour(random: Random): string {
  return `${1 + random.below(9)}.${random.below(10)}`;
}
