import { setTimeout as sleep } from "node:timers/promises";
import { testDatabase } from "@partita/ledger/testing/test-database.ts";
import type { Movement, MovementKind } from "@partita/schemas";
import { computers, postgres, seller, until } from "@partita/stack";
import { afterEach, expect, test } from "vitest";
import { atDatabase, caughtUp } from "./testing/at-home.ts";
import { type FakeAgent, fakeAgent } from "./testing/fake-agent.ts";
import { feedReader } from "./testing/feed-reader.ts";
import { all, expectInvariants } from "./testing/invariants.ts";
import { load, wishes } from "./testing/load.ts";
import { type PartsAlone, partsAlone } from "./testing/parts-alone.ts";
import { type Random, randomFrom } from "./testing/random.ts";
import { expectAwardsKept, expectUsageBilled } from "./testing/settled.ts";

const instancesMax = 8;
/** In the log of whoever only reads it. */
const movementsMax = 121;
/** A follower starts in about a second: it dies while it starts, while it works, or at rest. */
const lifeMillisecondsMax = 3_000;
/** After that they live: on a slow machine they would never come to do anything. */
const killsMax = 12;
const computer = computers[0]?.reference ?? "";
const customer = "person:ada";

const endings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

async function parts(names: readonly string[], databaseUrl: string): Promise<PartsAlone> {
  const made = await partsAlone(names, databaseUrl);
  endings.push(made.end);
  return made;
}

/** Kills one after the other wherever it stands, until the signal aborts; answers how often. */
async function killing(followers: readonly PartsAlone[], random: Random, signal: AbortSignal) {
  let kills = 0;
  while (!signal.aborted && kills < killsMax) {
    await sleep(random.below(lifeMillisecondsMax));
    const one = random.oneOf(followers);
    await one.kill();
    one.launch();
    kills += 1;
  }
  return kills;
}

/** What is needed before anybody asks for anything. */
async function openMarket(api: PartsAlone): Promise<FakeAgent> {
  const hoster = api.as(seller);
  const to = { computer };
  const terms = computers[0];
  if (terms === undefined) throw new Error("there is no computer");
  const { title, region, prices } = terms;
  await hoster.send("register-computer", { to, detail: { title, region } });
  const supplied = { softwareRelease: postgres, state: "available" } as const;
  await hoster.send("supply-software", { to, detail: supplied });
  await hoster.send("publish-offer", { detail: { computers: [computer], prices } });
  const agent = fakeAgent(api.as(`computer:${computer}`), computer);
  await agent.claim(instancesMax);
  return agent;
}

async function requestAll(api: PartsAlone): Promise<void> {
  for (let index = 0; index < instancesMax; index++)
    await api.as(customer).send("request-instance", {
      key: `follow-${index}`,
      detail: {
        ...{ title: `follow-${index}`, softwareRelease: postgres, softwareType: "default" },
        ...{ state: "started", parameters: {}, conditions: {} },
      },
    });
}

/** The agent makes passes until all that was asked for runs. */
async function untilAllRun(api: PartsAlone, agent: FakeAgent): Promise<void> {
  await until("all instances to run", async () => {
    await agent.pass();
    const { instances } = await api.as(customer).ask("instances", {});
    return (
      instances.filter(({ phase }) => phase === "started").length === instancesMax || undefined
    );
  });
}

async function untilInvoiced(api: PartsAlone): Promise<void> {
  const to = { organisation: seller };
  await api.as(seller).send("close-period", { to, detail: {}, key: "the-only-closing" });
  await until("an invoice", async () => {
    const { invoices } = await api.as(customer).ask("issued-invoices", {});
    return invoices.length > 0 || undefined;
  });
}

test("followers killed anywhere neither skip nor repeat what they do", async () => {
  const database = await testDatabase();
  endings.push(database.drop);
  const api = await parts(["api"], database.url);
  await api.start();
  const names = ["projections", "allocator", "billing"];
  const followers = await Promise.all(names.map((name) => parts([name], database.url)));
  for (const follower of followers) await follower.start();
  await api.known();
  const agent = await openMarket(api);

  const over = new AbortController();
  const kills = killing(followers, randomFrom(1), over.signal);
  await requestAll(api);
  await untilAllRun(api, agent);
  const now = Date.now();
  await agent.report({ from: now - 1000, until: now, quantity: "1.5" });
  await untilInvoiced(api);
  over.abort();
  expect(await kills).toBeGreaterThan(0);
  for (const follower of followers) await follower.end();

  await atDatabase(database.url, async (found) => {
    const movements = (await all(found.store)).map(({ movement }) => movement);
    await caughtUp(found);
    await expectInvariants(found);
    await expectAwardsKept(found);
    expectUsageBilled(movements);
    expect(instancesOf(movements, "instance-requested")).toHaveLength(instancesMax);
    expect(instancesOf(movements, "partition-allocated")).toEqual(
      instancesOf(movements, "instance-requested"),
    );
    expect(movements.filter(({ kind }) => kind === "invoice-issued")).toHaveLength(1);
  });
});

/** Each as often as it occurs, in one order. */
function instancesOf(movements: readonly Movement[], kind: MovementKind): readonly string[] {
  return movements
    .filter((movement) => movement.kind === kind)
    .flatMap(({ detail }) => ("instance" in detail ? [detail.instance] : []))
    .toSorted();
}

test("a reader of the feed comes back to an API that was killed, and misses nothing", async () => {
  const database = await testDatabase();
  endings.push(database.drop);
  const [writing, feeding] = [
    await parts(["api", "projections"], database.url),
    await parts(["api"], database.url),
  ];
  await writing.start();
  await feeding.start();
  const reader = feedReader(feeding);
  endings.push(reader.stop);

  const running = load(await wishes(writing.as, movementsMax - 1));
  for (const count of [20, 60, 100]) {
    await running.reached(count);
    await feeding.kill();
    await feeding.start();
  }
  await running.settled;
  let head = 0n;
  await atDatabase(database.url, async ({ store }) => {
    head = await store.head();
  });
  await until("the last movement", async () => reader.ids.includes(`${head}`) || undefined);
  await reader.stop();
  // The tokens of the parties come before what they wish.
  expect(Number(head)).toBeGreaterThanOrEqual(movementsMax);
  const positions = Array.from({ length: Number(head) }, (_, index) => `${index + 1}`);
  expect(reader.ids).toEqual(positions);
  expect(reader.comings).toBeGreaterThan(1);
});
