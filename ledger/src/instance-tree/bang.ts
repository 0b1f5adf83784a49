/** A bang has every instance of the tree looked at again, once for each cause: see ADR 0031. */
import { type BangOrigin, type Command, type DraftOf, master, refuse } from "@partita/schemas";
import type { Decision } from "#ledger/decider.ts";
import { networkOf } from "#ledger/ends.ts";
import { hosting } from "#ledger/instance-tree/hosting.ts";
import { findFor } from "#ledger/instance-tree/of-owner.ts";
import { alive, type Instance, type Tree } from "#ledger/instance-tree/tree.ts";
import { causeOf, isDamped } from "#ledger/recent-bangs.ts";

type Bang = Command<"bang-instance">;
type Answer = Decision<DraftOf<"instance-tree">>;

export function bang(tree: Tree, command: Bang): Answer {
  const { instance } = command.detail;
  const reached = alive(tree);
  const banging = bangingIn(tree, reached, command);
  if ("refusal" in banging) return banging;
  const { found } = banging;
  const { owner } = tree;
  if (owner === undefined || found === undefined) return refuse("no-such-instance", { instance });
  const cause = saidBy(tree, command);
  if (isDamped(tree.bangs, causeOf(cause), command.at)) return { movements: [] };
  const { streamId } = command;
  const frame = hosting(
    { tree: streamId, instance: found.instance, owner },
    found.award,
    "delivered",
  );
  const { computer } = cause;
  const detail = { tree: streamId, ...reachOf(reached), ...cause };
  return {
    movements: [
      {
        ...frame,
        resource: "incident",
        quantity: "1",
        ...(computer !== undefined && { source: networkOf(computer) }),
        items: [...new Set([...frame.items, ...computersOf(reached)])],
        kind: "bang-raised",
        detail,
      },
    ],
  };
}

/**
 * The instance that is named; when the Master tells what befell a computer, it may be gone since,
 * and any other of the tree stands for it.
 */
function bangingIn(tree: Tree, reached: readonly Instance[], command: Bang) {
  const named = reached.find(({ instance }) => instance === command.detail.instance);
  if (command.actor === master) return { found: named ?? reached[0] };
  const asked = findFor(tree, command, "itself");
  return "refusal" in asked ? asked : { found: named };
}

type Cause = {
  readonly origin: BangOrigin;
  readonly message: string;
  readonly reporter?: string;
  readonly computer?: string;
};

/** Only the Master is believed when it speaks for a computer. */
function saidBy(tree: Tree, { actor, detail }: Bang): Cause {
  const { instance, message, origin = "instance", computer } = detail;
  if (actor === master && origin !== "instance")
    return { origin, message, ...(computer !== undefined && { computer }) };
  if (actor === tree.owner) return { origin: "owner", message };
  return { origin: "instance", message, reporter: instance };
}

/** All of the tree, and who serves its shared ones from elsewhere. */
function reachOf(reached: readonly Instance[]) {
  const instances = reached.map(({ instance }) => instance);
  const known = new Set(instances);
  const serving = reached.flatMap(({ award }) => award?.host?.instance ?? []);
  const hosts = [...new Set(serving)].filter((host) => !known.has(host));
  return { instances, ...(hosts.length > 0 && { hosts }) };
}

function computersOf(reached: readonly Instance[]) {
  return reached.flatMap(({ award }) => (award ? [`computer:${award.computer}` as const] : []));
}
