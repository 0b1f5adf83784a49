/**
 * A life for the house to live: customers, sellers and agents who do what they like, and faults in
 * between.
 */
import { MasterRefusal } from "@partita/schemas";
import { computers, guestbook, postgres, seller } from "@partita/stack";
import { type FakeAgent, fakeAgent } from "./fake-agent.ts";
import type { MemoryHouse } from "./memory-house.ts";
import type { Random } from "./random.ts";

const titles = ["shop", "blog", "wiki", "mail", "chat", "git"];
const regions = ["europe", "asia", "america", "europe/france"];
const partitionsMax = 4;
const stepMillisecondsMax = 120_000;

type Deed = (house: MemoryHouse, agents: readonly FakeAgent[], random: Random) => Promise<unknown>;

/** Deeds by name, each as often in the list as it is likely. */
const deeds: Readonly<Record<string, Deed>> = {
  request,
  "request again": request,
  pass: (_, agents, random) => random.oneOf(agents).pass(),
  "pass of all": async (_, agents) => {
    for (const agent of agents) await agent.pass();
  },
  report,
  resize: (_, agents, random) => random.oneOf(agents).resize(1 + random.below(partitionsMax)),
  "amend an offer": amend,
  "close a period": close,
  "the allocator dies": async (house) => house.replaceAllocator(),
};

/** Registers, claims, supplies and offers; answers the agents. */
export async function settleIn(house: MemoryHouse): Promise<readonly FakeAgent[]> {
  const hoster = house.as(seller);
  const agents: FakeAgent[] = [];
  for (const { reference, title, region, prices } of computers) {
    const to = { computer: reference };
    await hoster.send("register-computer", { to, detail: { title, region } });
    for (const softwareRelease of [guestbook, postgres])
      await hoster.send("supply-software", { to, detail: { softwareRelease, state: "available" } });
    await hoster.send("publish-offer", {
      detail: { computers: [reference], prices },
      key: reference,
    });
    const agent = fakeAgent(house.as(`computer:${reference}`), reference);
    await agent.claim(partitionsMax);
    agents.push(agent);
  }
  return agents;
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
    if (random.below(3) === 0) await house.settle();
  }
  return done;
}

function refused(error: unknown): void {
  if (!(error instanceof MasterRefusal)) throw error;
  if (error.problem.code === "fault") throw error;
}

/** Often the same words again: a retry, a change of mind, or a title that was destroyed before. */
async function request(house: MemoryHouse, _: readonly FakeAgent[], random: Random) {
  const detail = {
    title: random.oneOf(titles),
    softwareRelease: random.oneOf([guestbook, postgres]),
    softwareType: "default",
    state: random.oneOf(["started", "started", "stopped", "destroyed"] as const),
    parameters: { colour: random.oneOf(["red", "blue"]) },
    conditions: random.below(2) === 0 ? { region: random.oneOf(regions) } : {},
  };
  const ada = house.as("person:ada");
  const key = `request-${random.below(1000)}`;
  const sending = { detail, key };
  await ada.send("request-instance", sending);
  // The network lost the answer: the same is sent once more.
  if (random.below(4) === 0) await ada.send("request-instance", sending);
}

async function report(house: MemoryHouse, agents: readonly FakeAgent[], random: Random) {
  const until = Date.parse(house.now());
  const from = until - 1000 * (1 + random.below(60));
  const agent = random.oneOf(agents);
  const quantity = `${random.below(50)}.${1 + random.below(9)}`;
  const period = { from, until, quantity };
  await agent.report(period);
  if (random.below(3) === 0) await agent.report(period);
}

async function amend(house: MemoryHouse, _: readonly FakeAgent[], random: Random) {
  const hoster = house.as(seller);
  const { offers } = await hoster.ask("open-offers", {});
  const { offer, computers: offered, prices } = random.oneOf(offers);
  const hourly = `${1 + random.below(6)}.${random.below(10)}`;
  await hoster.send("amend-offer", {
    to: { offer },
    detail: { computers: [...offered], prices: { ...prices, hourly } },
  });
}

async function close(house: MemoryHouse) {
  await house.as(seller).send("close-period", { to: { organisation: seller }, detail: {} });
}
