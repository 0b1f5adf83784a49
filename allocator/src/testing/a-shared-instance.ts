/** Brings a test to the point where a shared instance waits beside what may serve it. */
import type { InstanceStatus } from "@partita/schemas";
import type { House } from "#allocator/testing/house.ts";
import { guestbook } from "#allocator/testing/market.ts";

/** A child of the guestbook in TREE-guestbook, requested by its computer; shared. */
export async function aSharedChild(
  house: House,
  requester: string,
  conditions: InstanceStatus["conditions"] = {},
) {
  const detail = {
    title: "shared",
    requester,
    softwareRelease: guestbook,
    softwareType: "default",
    state: "started",
    parameters: {},
    conditions,
    shared: true,
  } as const;
  const to = { actor: "computer:COMP-1", streamId: "TREE-guestbook", detail } as const;
  return requestedIn(await house.demand("request-instance", to));
}

/** The root of a tree of its own, that names who is to serve it; shared. */
export async function aSharedRoot(house: House, title: string, host: string, actor = "person:ada") {
  const detail = {
    title,
    softwareRelease: guestbook,
    state: "started",
    conditions: { instance_guid: host },
    shared: true,
  } as const;
  // Builders of tests name persons by their ids.
  const to = { actor: actor as "person:ada", streamId: `TREE-${title}`, detail } as const;
  return requestedIn(await house.demand("request-instance", to));
}

function requestedIn(movements: Awaited<ReturnType<House["demand"]>>) {
  const [requested] = movements;
  if (requested?.kind !== "instance-requested") throw new Error("nothing was requested");
  return { instance: requested.detail.instance, cause: requested.id };
}
