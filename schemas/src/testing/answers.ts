/** Builds answers of the API for tests of its clients, changing only what the test is about. */

import type { ComputerOnMarket } from "../queries/free-partitions.ts";
import type { InstanceStatus } from "../queries/instance-status.ts";
import type { TrailStep } from "../queries/instance-trail.ts";
import type { Invoice } from "../queries/issued-invoices.ts";
import type { InventoryLine } from "../queries/movement-history.ts";
import type { OpenOffer } from "../queries/open-offers.ts";
import type { UsageRow } from "../queries/usage-by-period.ts";

const prices = {
  currency: "EUR",
  hourly: "3.6",
  usage: { "cpu-second": "0.01", "memory-gib-hour": "0.02", "disk-gib-hour": "0.001" },
} as const;
const guestbook = "https://software.partita.example/guestbook/software.json";
const award = "7d0c3a50-0000-8000-8000-000000000001/0";
const held = { instance: "INST-0000000001", award } as const;

export function anInstance(changes: Partial<InstanceStatus> = {}): InstanceStatus {
  return {
    instance: "INST-0000000001",
    tree: "TREE-0000000001",
    title: "my-guestbook",
    owner: "person:ada",
    softwareRelease: guestbook,
    softwareType: "default",
    state: "started",
    parameters: { greeting: "Welcome" },
    conditions: { region: "europe", max_price: { amount: "4", currency: "EUR" } },
    phase: "started",
    reasons: [],
    award: {
      award,
      offer: "OFFER-0000000001",
      seller: "organisation:hoster",
      computer: "COMP-1",
      prices,
    },
    partition: "slappart0",
    connection: { url: "http://127.0.0.1:8080/" },
    revision: 1,
    requestedAt: "2026-01-01T00:00:00.000Z",
    startedAt: "2026-01-01T00:00:04.200Z",
    changedAt: "19",
    ...changes,
  };
}

/** As it stands right after the request: nobody has offered anything yet. */
export function aWaitingInstance(changes: Partial<InstanceStatus> = {}): InstanceStatus {
  const { award: _, partition: __, startedAt: ___, ...waiting } = anInstance();
  return { ...waiting, phase: "requested", connection: {}, ...changes };
}

export function anInventoryLine(changes: Partial<InventoryLine> = {}): InventoryLine {
  return {
    position: "12",
    movement: "7d0c3a50-0000-8000-8000-000000000001/0",
    kind: "partition-allocated",
    effective: "2026-01-01T00:00:00.000Z",
    recordedAt: "2026-01-01T00:00:00.000Z",
    state: "delivered",
    side: "source",
    node: "network:COMP-1",
    section: "organisation:hoster",
    mirrorNode: "project:TREE-0000000001",
    mirrorSection: "person:ada",
    items: ["computer:COMP-1", "instance:INST-0000000001"],
    quantity: "-1",
    balance: "1",
    ...changes,
  };
}

export function aComputer(changes: Partial<ComputerOnMarket> = {}): ComputerOnMarket {
  return {
    computer: "COMP-1",
    title: "A server in Paris",
    owner: "organisation:hoster",
    region: "europe/france",
    agent: "agent-0a1b2c",
    free: ["slappart1", "slappart2"],
    occupied: ["slappart0"],
    software: [guestbook],
    ...changes,
  };
}

export function anOffer(changes: Partial<OpenOffer> = {}): OpenOffer {
  return {
    offer: "OFFER-0000000001",
    revision: 1,
    seller: "organisation:hoster",
    computers: ["COMP-1"],
    prices,
    validFrom: "2026-01-01T00:00:00.000Z",
    ...changes,
  };
}

export function anInvoice(changes: Partial<Invoice> = {}): Invoice {
  return {
    invoice: "INV-0000000001",
    number: 1,
    seller: "organisation:hoster",
    buyer: "person:ada",
    currency: "EUR",
    stopsAt: "2026-01-01T01:00:00.000Z",
    issuedAt: "2026-01-01T01:00:01.000Z",
    lines: [
      {
        ...held,
        title: "my-guestbook",
        softwareRelease: guestbook,
        resource: "software-hosting",
        quantity: "1",
        unitPrice: "3.6",
        amount: "3.60",
        startsAt: "2026-01-01T00:00:00.000Z",
        stopsAt: "2026-01-01T01:00:00.000Z",
        movements: [],
      },
    ],
    total: "3.60",
    ...changes,
  };
}

export function aUsageRow(changes: Partial<UsageRow> = {}): UsageRow {
  return {
    ...held,
    movement: "7d0c3a50-0000-8000-8000-000000000009/1",
    tree: "TREE-0000000001",
    seller: "organisation:hoster",
    buyer: "person:ada",
    resource: "cpu-second",
    quantity: "42.5",
    startsAt: "2026-01-01T00:00:00.000Z",
    stopsAt: "2026-01-01T00:01:00.000Z",
    ...changes,
  };
}

export function aTrailStep(changes: Partial<TrailStep> = {}): TrailStep {
  return {
    position: "12",
    movement: "7d0c3a50-0000-8000-8000-000000000001/0",
    kind: "instance-requested",
    recordedAt: "2026-01-01T00:00:00.000Z",
    actor: "person:ada",
    causes: [],
    resource: "software-hosting",
    quantity: "1",
    says: "person:ada requests my-guestbook",
    ...changes,
  };
}
