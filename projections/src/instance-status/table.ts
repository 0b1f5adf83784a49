/** Where the status of instances is kept: one row per instance, for ever. */
import type { InstanceStatus } from "@partita/schemas";
import { keyOf } from "#projections/about.ts";
import type { Table } from "#projections/rows/rows.ts";

export const instanceStatusTable: Table<InstanceStatus> = {
  name: "instance_status",
  version: 3,
  columns: {
    host: servingHost,
    owner: ({ owner }) => owner,
    phase: ({ phase }) => phase,
    requestedAt: ({ requestedAt }) => requestedAt,
    requester: ({ requester }) => requester ?? null,
    root: wantedRoot,
    seller: ({ award }) => award?.seller ?? null,
    state: ({ state }) => state,
    title: ({ title }) => title,
    tree: ({ tree }) => tree,
  },
};

/** What was served and is gone is kept for ever: who looks through all that is served passes it. */
function servingHost({ host, phase }: InstanceStatus): string | null {
  return phase === "destroyed" ? null : (host?.instance ?? null);
}

/**
 * One column for what is asked with each request: an owner has many roots, and a title many owners.
 * Nothing for children, and for roots that are to be destroyed.
 */
function wantedRoot({ owner, title, requester, state }: InstanceStatus): string | null {
  return requester === undefined && state !== "destroyed" ? rootKey(owner, title) : null;
}

export function rootKey(owner: string, title: string): string {
  return keyOf(owner, title);
}
