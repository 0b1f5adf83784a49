import type { Movement } from "@partita/schemas";
import {
  type Computer,
  openHome,
  type Stage,
  setStage,
  settingsFrom,
  startComputer,
  startHouse,
  steps,
} from "@partita/stack";
import { expect, test } from "vitest";
import { atHome, caughtUp } from "./testing/at-home.ts";
import { type FakeAgent, fakeAgent } from "./testing/fake-agent.ts";
import { expectInvariants } from "./testing/invariants.ts";
import { type MemoryHouse, memoryHouse } from "./testing/memory-house.ts";
import { processesIn, temporaryHome } from "./testing/npm-start.ts";

/** Design, section 5: what the guestbook's request leaves in the log, in this order. */
const oneRequest: readonly Movement["kind"][] = [
  "instance-requested",
  "instance-awarded",
  "partition-allocated",
  "connection-published",
  "instance-started",
  "usage-reported",
  "invoice-issued",
];

test("one request in memory, from the wish to the invoice", async () => {
  const house = memoryHouse();
  const agents: FakeAgent[] = [];
  const stage = stageIn(house, agents);
  const end = liveOn(house, agents);
  // The guestbook of a fake agent is no web application.
  for (const { name, run } of steps) if (name !== "use") await run(stage);
  await end();
  await house.settle();
  await expectInvariants(house);
  await expectOneRequest(stage);
  await house.close();
});

test("one request with PostgreSQL, HTTP and agents as processes of their own", async () => {
  const { folder, remove } = temporaryHome();
  const home = openHome(folder);
  const house = await startHouse(home, settingsFrom({}));
  const computers: Computer[] = [];
  const stage = setStage(home, house.url, async (reference) => {
    const computer = await startComputer(home, { reference, masterUrl: house.url });
    computers.push(computer);
    return computer;
  });
  try {
    for (const { run } of steps) await run(stage);
    await expectOneRequest(stage);
  } finally {
    await Promise.all(computers.map((computer) => computer.stop()));
    await house.stop();
  }
  expect(processesIn(folder)).toEqual([]);
  await atHome(folder, async (found) => {
    await caughtUp(found);
    await expectInvariants(found);
  });
  remove();
});

/** The kinds of movement in which the guestbook's own story is told, each for the first time. */
async function expectOneRequest({ customer, instance, invoice }: Stage): Promise<void> {
  const reference = String(instance?.instance);
  const { steps: trail } = await customer.ask("instance-trail", { instance: reference });
  const kinds = trail
    .filter(({ says, kind }) => says.includes(reference) || kind === "invoice-issued")
    .map(({ kind }) => kind)
    .filter((kind) => oneRequest.some((one) => one === kind));
  expect([...new Set(kinds)]).toEqual(oneRequest);
  expect(Number(invoice?.total)).toBeGreaterThan(0);
}

function stageIn(house: MemoryHouse, agents: FakeAgent[]): Stage {
  return {
    customer: house.as("person:ada"),
    seller: house.as("organisation:hoster"),
    startComputer: async (reference) => {
      const agent = fakeAgent(house.as(`computer:${reference}`), reference);
      await agent.claim(4);
      agents.push(agent);
      return { failed: new Promise<never>(() => {}) };
    },
  };
}

/** Whatever a step waits for happens when its agents are called: no time passes by itself. */
function liveOn(house: MemoryHouse, agents: readonly FakeAgent[]): () => Promise<void> {
  let ended = false;
  const life = async () => {
    while (!ended) {
      const from = Date.parse(house.now());
      house.advance(10_000);
      for (const agent of agents) {
        await agent.pass();
        await agent.report({ from, until: from + 10_000, quantity: "1.5" });
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const living = life();
  return () => {
    ended = true;
    return living;
  };
}
