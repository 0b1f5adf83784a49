/**
 * The steps of one request, from wish to invoice: what docs/one-request.md tells and `partita
 * trace` prints.
 */
import type { MovementKind } from "@partita/schemas";

export type JourneyStep = {
  readonly says: string;
  /** Where in the house it happens. */
  readonly where: string;
  /**
   * The first of these movements proves it; steps that write nothing themselves are proven by the
   * next that does.
   */
  readonly proof: readonly MovementKind[];
  /** What this step writes. */
  readonly writes: readonly MovementKind[];
};

export const journey: readonly JourneyStep[] = [
  {
    says: "a person (or a partition) requests an instance",
    where: "schemas/src/commands/request-instance.ts",
    proof: ["instance-requested"],
    writes: [],
  },
  {
    says: "HTTP becomes a command",
    where: "api/src/write.ts",
    proof: ["instance-requested"],
    writes: [],
  },
  {
    says: "the stream is read, folded, decided, appended",
    where: "ledger/src/handle.ts",
    proof: ["instance-requested"],
    writes: [],
  },
  {
    says: "the wish is judged",
    where: "ledger/src/instance-tree/instance-tree.ts",
    proof: ["instance-requested"],
    writes: ["instance-requested", "instance-amended"],
  },
  {
    says: "the movement is durable: please wait",
    where: "ledger/src/adapters/postgres/store.ts",
    proof: ["instance-requested"],
    writes: [],
  },
  {
    says: "the requester can see it",
    where: "projections/src/instance-status/instance-status.ts",
    proof: ["instance-requested"],
    writes: [],
  },
  {
    says: "the allocator notices",
    where: "allocator/src/react.ts",
    proof: ["instance-awarded", "allocation-deferred"],
    writes: [],
  },
  {
    says: "the cheapest feasible offer is chosen, or the reasons are counted",
    where: "allocator/src/place.ts",
    proof: ["instance-awarded", "allocation-deferred"],
    writes: ["allocation-deferred"],
  },
  {
    says: "the offer is awarded, and its computer gives a partition",
    where: "ledger/src/computer/computer.ts",
    proof: ["partition-allocated"],
    writes: ["instance-awarded", "partition-allocated", "award-lapsed"],
  },
  {
    says: "the computer's duties contain the instance",
    where: "projections/src/computer-duties/computer-duties.ts",
    proof: ["partition-allocated"],
    writes: [],
  },
  {
    says: "the agent makes it so, and reports",
    where: "node-agent/src/plan-partitions.ts",
    proof: ["instance-started"],
    writes: ["instance-started", "instance-stopped", "instance-failed"],
  },
  {
    says: "the requester gets the connection parameters",
    where: "projections/src/instance-status/query.ts",
    proof: ["connection-published"],
    writes: ["connection-published"],
  },
  {
    says: "usage is reported, and judged line by line",
    where: "ledger/src/usage/usage.ts",
    proof: ["usage-reported"],
    writes: ["usage-reported", "usage-judged"],
  },
  {
    says: "usage × price = amount: the invoice is issued",
    where: "billing/src/invoice.ts",
    proof: ["invoice-issued"],
    writes: ["invoice-issued", "amount-posted"],
  },
];
