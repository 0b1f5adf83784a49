/** Where the status of instances is kept: one row per instance, for ever. */
import type { InstanceStatus } from "@partita/schemas";
import type { Table } from "#projections/rows/rows.ts";

export const instanceStatusTable: Table<InstanceStatus> = {
  name: "instance_status",
  version: 2,
  columns: {
    owner: ({ owner }) => owner,
    phase: ({ phase }) => phase,
    requestedAt: ({ requestedAt }) => requestedAt,
    requester: ({ requester }) => requester ?? null,
    seller: ({ award }) => award?.seller ?? null,
    state: ({ state }) => state,
    title: ({ title }) => title,
    tree: ({ tree }) => tree,
  },
};
