/** Gives an instance another title, which is free in its tree; nothing else of it changes. */
import { type Command, type DraftOf, refuse } from "@partita/schemas";
import type { Decision } from "#ledger/decider.ts";
import { hosting } from "#ledger/instance-tree/hosting.ts";
import { findFor } from "#ledger/instance-tree/of-owner.ts";
import { alive, type Instance, type Tree, wanted } from "#ledger/instance-tree/tree.ts";

export function rename(
  tree: Tree,
  command: Command<"rename-instance">,
): Decision<DraftOf<"instance-tree">> {
  const asked = findFor(tree, command, "itself");
  if ("refusal" in asked) return asked;
  const { found } = asked;
  const { title, instance } = command.detail;
  const { streamId } = command;
  if (found.wish.state === "destroyed") return refuse("no-such-instance", { instance });
  if (found.title === title) return { movements: [] };
  const holder = wanted(tree).find((other) => other.title === title);
  if (holder !== undefined) return refuse("title-taken", { instance: holder.instance, title });
  const { owner } = asked.tree;
  const frame = hosting({ tree: streamId, instance, owner }, found.award, "delivered");
  const named = { instance, tree: streamId, title, before: found.title };
  const detail = { ...named, ...concerned(tree, found) };
  // Nothing changes hands: the quantity is 0.
  return { movements: [{ ...frame, quantity: "0", kind: "instance-renamed", detail }] };
}

/** Who else knows it by its title: who serves it, and, of a root, all of its tree. */
function concerned(tree: Tree, { instance, wish, award }: Instance) {
  const followers = alive(tree)
    .map((other) => other.instance)
    .filter((other) => wish.requester === undefined && other !== instance);
  return {
    ...(award?.host !== undefined && { host: award.host.instance }),
    ...(followers.length > 0 && { followers }),
  };
}
