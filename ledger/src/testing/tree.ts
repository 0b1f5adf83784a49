/** Builds the past of an instance tree for a test: a root hosted on COMP-1, and its children. */
import type { Movement, MovementOf } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";

export const root = "INST-0000000001";
export const atComputer = "computer:COMP-1";
export const owner = "person:ada";
export const streamId = "TREE-0000000001";

type Wish = Partial<Movement<"instance-requested">["detail"]>;

/** An instance that was requested and awarded to a computer. */
export function hosted(wish: Wish = {}, computer = "COMP-1"): MovementOf<"instance-tree">[] {
  const requested = a("instance-requested", { detail: wish });
  const { instance } = requested.detail;
  return [requested, a("instance-awarded", { detail: { instance, computer } })];
}

/** A shared instance that the root requested, and serves itself unless told otherwise. */
export function served(title: string, host = root): MovementOf<"instance-tree">[] {
  const wish = { instance: `INST-${title}`, title, requester: root, shared: true };
  const { instance } = wish;
  const hostTree = host === root ? streamId : "TREE-0000000002";
  return [
    a("instance-requested", { detail: wish }),
    a("instance-hosted", { detail: { instance, host, hostTree, partition: "slappart0" } }),
  ];
}

/** A child of the root, or of another requester, hosted on COMP-1 like it. */
export function child(title: string, requester = root, wish: Wish = {}) {
  return hosted({ instance: `INST-${title}`, title, requester, ...wish });
}
