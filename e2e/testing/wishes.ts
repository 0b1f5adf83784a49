/** What customers do to the instances that they have: each wish by its own command. */
import type { InstanceStatus } from "@partita/schemas";
import { guestbook } from "@partita/stack";
import type { FakeAgent } from "./fake-agent.ts";
import { customers, type MemoryHouse } from "./memory-house.ts";
import type { Random } from "./random.ts";

const titles = ["shop", "blog", "wiki", "forum", "news"];
const sharedTitles = ["front", "front-2", "front-3"];

type Deed = (house: MemoryHouse, agents: readonly FakeAgent[], random: Random) => Promise<unknown>;

export const wishes: Readonly<Record<string, Deed>> = {
  "amend an instance": amend,
  "stop an instance": (house, _, random) => change(house, random, "stop-instance"),
  "start an instance": (house, _, random) => change(house, random, "start-instance"),
  "destroy an instance": (house, _, random) => change(house, random, "destroy-instance"),
  "rename an instance": rename,
  "bang an instance": bang,
  "request a shared one": requestShared,
  "request another shared one": requestShared,
  "a shared child": requestSharedChild,
  "report a shared one": reportShared,
};

/** One of somebody's instances that are not destroyed, and its owner; undefined: there is none. */
async function anInstance(
  house: MemoryHouse,
  random: Random,
  wanted: (status: InstanceStatus) => boolean = () => true,
) {
  const owner = house.as(random.oneOf(customers));
  const { instances } = await owner.ask("instances", {});
  const alive = instances.filter((status) => status.phase !== "destroyed" && wanted(status));
  return alive.length === 0 ? undefined : { owner, status: random.oneOf(alive) };
}

/** Sometimes by a revision that was seen long ago. */
function revisionOf(status: { readonly revision: number }, random: Random) {
  if (random.below(2) === 0) return {};
  return { revision: random.below(4) === 0 ? 1 : status.revision };
}

async function amend(house: MemoryHouse, _: readonly FakeAgent[], random: Random) {
  const found = await anInstance(house, random);
  if (found === undefined) return;
  const { owner, status } = found;
  const { instance } = status;
  const changes = random.oneOf([
    { parameters: { colour: random.oneOf(["green", "grey"]) } },
    { conditions: { ...status.conditions, on_loss: "move" as const } },
    { conditions: { ...status.conditions, on_loss: "wait" as const } },
  ]);
  const detail = { instance, ...changes, ...revisionOf(status, random) };
  await owner.send("amend-instance", { detail });
}

async function change(
  house: MemoryHouse,
  random: Random,
  kind: "stop-instance" | "start-instance" | "destroy-instance",
) {
  const found = await anInstance(house, random);
  if (found === undefined) return;
  const { owner, status } = found;
  const detail = { instance: status.instance, ...revisionOf(status, random) };
  await owner.send(kind, { detail });
}

async function rename(house: MemoryHouse, _: readonly FakeAgent[], random: Random) {
  const found = await anInstance(house, random);
  if (found === undefined) return;
  const { owner, status } = found;
  const { instance } = status;
  await owner.send("rename-instance", { detail: { instance, title: random.oneOf(titles) } });
}

/** By its owner, or by the computer that it stands on; the same again at times, as in a storm. */
async function bang(house: MemoryHouse, _: readonly FakeAgent[], random: Random) {
  const found = await anInstance(house, random);
  if (found === undefined) return;
  const { owner, status } = found;
  const { instance, award } = status;
  const isOwn = award === undefined || random.below(2) === 0;
  const from = isOwn ? owner : house.as(`computer:${award.computer}`);
  const detail = { instance, message: random.oneOf(["it hangs", "it is slow"]) };
  await from.send("bang-instance", { detail });
  if (random.below(3) === 0) await from.send("bang-instance", { detail });
}

/** Served by an instance that is named, of one's own or of somebody else, or by nobody. */
async function requestShared(house: MemoryHouse, _: readonly FakeAgent[], random: Random) {
  const isAble = ({ partition, shared }: InstanceStatus) => partition !== undefined && !shared;
  const wanted = random.below(3) === 0 ? undefined : isAble;
  const found = await anInstance(house, random, wanted);
  const named = found === undefined ? {} : { instance_guid: found.status.instance };
  const detail = {
    title: random.oneOf(sharedTitles),
    softwareRelease: guestbook,
    softwareType: "default",
    state: random.oneOf(["started", "started", "stopped", "destroyed"] as const),
    parameters: { host: random.oneOf(["a.example", "b.example"]) },
    conditions: random.below(4) === 0 ? {} : named,
    shared: true,
  };
  const customer = random.below(5) === 0 ? house.as(random.oneOf(customers)) : found?.owner;
  await (customer ?? house.as(random.oneOf(customers))).send("request-instance", { detail });
}

/** A guestbook asks for another that it serves itself. */
async function requestSharedChild(
  house: MemoryHouse,
  agents: readonly FakeAgent[],
  random: Random,
) {
  const { computer } = random.oneOf(agents);
  const client = house.as(`computer:${computer}`);
  const { partitions } = await client.ask("computer-duties", { computer });
  const requester = partitions.find(({ softwareRelease }) => softwareRelease === guestbook);
  if (requester === undefined) return;
  await client.send("request-instance", {
    detail: {
      title: "served",
      requester: requester.instance,
      softwareRelease: guestbook,
      softwareType: "default",
      state: random.oneOf(["started", "started", "destroyed"] as const),
      parameters: {},
      conditions: {},
      shared: true,
    },
  });
}

/** Whoever serves says how those are that it serves. */
async function reportShared(house: MemoryHouse, agents: readonly FakeAgent[], random: Random) {
  const owner = house.as(random.oneOf(customers));
  const { instances } = await owner.ask("instances", {});
  const served = instances.filter(({ host, phase }) => host !== undefined && phase !== "destroyed");
  for (const { instance, award, state } of served) {
    const agent = agents.find(({ computer }) => computer === award?.computer);
    if (agent !== undefined) await agent.say(instance, state);
  }
}
