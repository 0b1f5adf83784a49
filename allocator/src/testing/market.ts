/** Builds an offer, a computer and a request, which fit each other unless the test says no. */
import type { ComputerOnMarket, InstanceStatus, OpenOffer } from "@partita/schemas";
import type { Candidate, Demand } from "#allocator/filters/filter.ts";
import { marketOf, type View } from "#allocator/view.ts";

export const guestbook = "https://software.partita.example/guestbook/software.json";
export const now = "2026-01-01T12:00:00.000Z";

const usage = { "cpu-second": "0.01", "memory-gib-hour": "0.02", "disk-gib-hour": "0.001" };

export function anOffer(
  changes: Partial<OpenOffer> & { readonly hourly?: string } = {},
): OpenOffer {
  const { hourly = "3.6", ...rest } = changes;
  return {
    offer: "OFFER-1",
    revision: 1,
    seller: "organisation:hoster",
    computers: ["COMP-1"],
    prices: { currency: "EUR", hourly, usage },
    validFrom: "2026-01-01T00:00:00.000Z",
    ...rest,
  };
}

export function aComputer(changes: Partial<ComputerOnMarket> = {}): ComputerOnMarket {
  return {
    computer: "COMP-1",
    title: "A server in Paris",
    owner: "organisation:hoster",
    region: "europe/france",
    agent: "agent-1",
    free: ["slappart0"],
    occupied: [],
    software: [guestbook],
    ...changes,
  };
}

export function aCandidate(
  offer: Parameters<typeof anOffer>[0] = {},
  computer: Partial<ComputerOnMarket> = {},
): Candidate {
  return { offer: anOffer(offer), computer: aComputer(computer) };
}

export function aDemand(conditions: Demand["conditions"] = {}): Demand {
  return { softwareRelease: guestbook, conditions, owner: "person:ada" };
}

export function anInstance(changes: Partial<InstanceStatus> = {}): InstanceStatus {
  return {
    instance: "INST-1",
    tree: "TREE-1",
    title: "my-guestbook",
    owner: "person:ada",
    softwareRelease: guestbook,
    softwareType: "default",
    state: "started",
    parameters: {},
    conditions: {},
    phase: "requested",
    reasons: [],
    connection: {},
    requestedAt: "2026-01-01T00:00:00.000Z",
    revision: 1,
    changedAt: "1",
    ...changes,
  };
}

export function aView(offers: readonly OpenOffer[], computers: readonly ComputerOnMarket[]): View {
  return { ...marketOf(offers, computers), position: 12n, at: now };
}
