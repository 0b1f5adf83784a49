/** Plays one request in a house in memory, from the wish to the invoice, and looks at its trail. */
import type { Movement } from "@partita/schemas";
import { type Stage, steps } from "@partita/stack";
import { expect } from "vitest";
import { type FakeAgent, fakeAgent } from "./fake-agent.ts";
import { expectInvariants } from "./invariants.ts";
import type { MemoryHouse } from "./memory-house.ts";

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

export async function playOneRequest(
  house: MemoryHouse,
  promised: { readonly gapless: boolean },
): Promise<void> {
  const agents: FakeAgent[] = [];
  const stage = stageIn(house, agents);
  const end = liveOn(house, agents);
  // The guestbook of a fake agent is no web application.
  for (const { name, run } of steps) if (name !== "use") await run(stage);
  await end();
  await house.settle();
  await expectInvariants(house, promised);
  await expectOneRequest(stage);
  await house.close();
}

/** The kinds of movement in which the guestbook's own story is told, each for the first time. */
export async function expectOneRequest({ customer, instance, invoice }: Stage): Promise<void> {
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
