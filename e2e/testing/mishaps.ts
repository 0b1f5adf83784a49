/** What befalls computers: they bang, are closed, are lost, and come back. */
import type { FakeAgent } from "./fake-agent.ts";
import { type MemoryHouse, ownerOf } from "./memory-house.ts";
import type { Random } from "./random.ts";

type Deed = (house: MemoryHouse, agents: readonly FakeAgent[], random: Random) => Promise<unknown>;

const scopes = ["open", "open", "close", "close/maintenance", "close/forever"] as const;
const messages = ["Reboot", "its fan is loud"];

export const mishaps: Readonly<Record<string, Deed>> = {
  "a computer bangs": bang,
  "a scope": setScope,
  "another scope": setScope,
  "a computer is lost": lose,
  "computers come back": comeBack,
  "computers come back again": comeBack,
};

async function bang(house: MemoryHouse, agents: readonly FakeAgent[], random: Random) {
  const { computer } = random.oneOf(agents);
  const from = random.oneOf([`computer:${computer}`, ownerOf(computer)]);
  const sending = { to: { computer }, detail: { message: random.oneOf(messages) } };
  await house.as(from).send("bang-computer", sending);
  if (random.below(3) === 0) await house.as(from).send("bang-computer", sending);
}

async function setScope(house: MemoryHouse, agents: readonly FakeAgent[], random: Random) {
  const { computer } = random.oneOf(agents);
  const detail = { scope: random.oneOf(scopes) };
  await house.as(ownerOf(computer)).send("set-allocation-scope", { to: { computer }, detail });
}

async function lose(house: MemoryHouse, agents: readonly FakeAgent[], random: Random) {
  const { computer } = random.oneOf(agents);
  const detail = { message: "its disks burnt" };
  await house.as(ownerOf(computer)).send("declare-computer-lost", { to: { computer }, detail });
}

/** Whoever lists its partitions is there; and open, or the market would dry up. */
async function comeBack(house: MemoryHouse, agents: readonly FakeAgent[], random: Random) {
  for (const agent of agents) {
    const { computer } = agent;
    await agent.resize(1 + random.below(4));
    const detail = { scope: "open" } as const;
    await house.as(ownerOf(computer)).send("set-allocation-scope", { to: { computer }, detail });
  }
}
