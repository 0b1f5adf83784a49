import type { InstanceStatus } from "@partita/schemas";
import { expect, test } from "vitest";
import { canHost, chooseHost } from "#allocator/host.ts";
import { aComputer, anInstance, anOffer } from "#allocator/testing/market.ts";

const award = {
  award: "award/0",
  offer: "OFFER-1",
  seller: "organisation:hoster",
  computer: "COMP-1",
  prices: anOffer().prices,
} as const;

function aHost(changes: Partial<InstanceStatus> = {}) {
  return anInstance({
    instance: "INST-H",
    phase: "started",
    partition: "slappart0",
    award,
    ...changes,
  });
}

const wanted = (changes: Partial<InstanceStatus> = {}) =>
  anInstance({ instance: "INST-S", shared: true, ...changes });
const computer = aComputer();

function said(asked: InstanceStatus, ...hosts: readonly InstanceStatus[]) {
  const hosting = chooseHost(
    asked,
    hosts.map((instance) => ({ instance, computer })),
  );
  if ("host" in hosting) return hosting.host.instance.instance;
  return hosting.reasons.map(({ reason, count }) => `${reason} ${count}`).join(", ");
}

const { partition: _partition, ...withoutPartition } = aHost();

test.each<[string, InstanceStatus, boolean]>([
  ["runs in a partition", aHost(), true],
  ["is stopped in a partition", aHost({ phase: "stopped", state: "stopped" }), true],
  ["has no partition yet", withoutPartition, false],
  ["is to be destroyed", aHost({ state: "destroyed" }), false],
  ["is destroyed", aHost({ phase: "destroyed" }), false],
  ["is shared itself", aHost({ shared: true }), false],
])("an instance that %s", (_, instance, expected) => {
  expect(canHost(instance)).toBe(expected);
});

test.each<[string, InstanceStatus, InstanceStatus, string]>([
  ["of its tree", wanted(), aHost(), "INST-H"],
  ["of another tree", wanted(), aHost({ tree: "TREE-2" }), "no-host 1"],
  ["of another type", wanted(), aHost({ softwareType: "frontend" }), "no-host 1"],
  ["of another release", wanted(), aHost({ softwareRelease: "https://x.example/" }), "no-host 1"],
  [
    "that it names, of another tree of its owner",
    wanted({ conditions: { instance_guid: "INST-H" } }),
    aHost({ tree: "TREE-2", softwareType: "frontend" }),
    "INST-H",
  ],
  [
    "that it names, of somebody else",
    wanted({ conditions: { instance_guid: "INST-H" } }),
    aHost({ tree: "TREE-2", owner: "person:bob" }),
    "no-host 1",
  ],
  [
    "that it does not name",
    wanted({ conditions: { instance_guid: "INST-X" } }),
    aHost(),
    "no-host 1",
  ],
  ["in another region", wanted({ conditions: { region: "asia" } }), aHost(), "wrong-region 1"],
  [
    "on another computer than it names",
    wanted({ conditions: { computer_guid: "COMP-2" } }),
    aHost(),
    "other-computer 1",
  ],
  [
    "on a computer of which it asks what nobody knows",
    wanted({ conditions: { slapos: { mode: "unique_by_network" } } }),
    aHost(),
    "condition-unmatched 1",
  ],
])("a shared instance beside a host %s", (_, asked, host, expected) => {
  expect(said(asked, host)).toBe(expected);
});

test("nobody at all is no host", () => expect(said(wanted())).toBe("no-host 1"));

test("the oldest that fits serves, whatever their order", () => {
  const young = aHost({ instance: "INST-A", requestedAt: "2026-01-02T00:00:00.000Z" });
  expect(said(wanted(), young, aHost())).toBe("INST-H");
  expect(said(wanted(), aHost(), young)).toBe("INST-H");
});

test("one on a computer that is lost serves nobody new; a younger one elsewhere does", () => {
  const lost = { instance: aHost(), computer: aComputer({ lost: true }) };
  const young = aHost({ instance: "INST-A", requestedAt: "2026-01-02T00:00:00.000Z" });
  expect(chooseHost(wanted(), [lost, { instance: young, computer }])).toMatchObject({
    host: { instance: { instance: "INST-A" } },
  });
  expect(chooseHost(wanted(), [lost])).toEqual({
    reasons: [{ reason: "computer-lost", count: 1 }],
  });
});
