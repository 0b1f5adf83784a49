/** Changes part of what is wished of an instance: its state, or whatever an amendment names. */
import { type Command, canonical, type DraftOf, refuse } from "@partita/schemas";
import type { Decision } from "#ledger/decider.ts";
import { amended, heldBack } from "#ledger/instance-tree/amended.ts";
import { findFor } from "#ledger/instance-tree/of-owner.ts";
import type { Tree, Wish } from "#ledger/instance-tree/tree.ts";

type Answer = Decision<DraftOf<"instance-tree">>;
type Change = Command<"start-instance" | "stop-instance" | "destroy-instance" | "amend-instance">;

export function start(tree: Tree, command: Command<"start-instance">): Answer {
  return change(tree, command, { state: "started" });
}

export function stop(tree: Tree, command: Command<"stop-instance">): Answer {
  return change(tree, command, { state: "stopped" });
}

/** Whatever requested an instance may let go of it too. */
export function destroy(tree: Tree, command: Command<"destroy-instance">): Answer {
  return change(tree, command, { state: "destroyed" });
}

export function amend(tree: Tree, command: Command<"amend-instance">): Answer {
  const { instance: _, revision: _seen, ...changes } = command.detail;
  return change(tree, command, changes);
}

function change(tree: Tree, command: Change, changes: Partial<Wish>): Answer {
  const asked = findFor(
    tree,
    command,
    command.kind === "destroy-instance" ? "requester" : "nobody",
  );
  if ("refusal" in asked) return asked;
  const { found } = asked;
  const { instance, wish: before } = found;
  const wish = heldBack(tree, { ...before, ...changes });
  if (canonical(wish) === canonical(before)) return { movements: [] };
  if (before.state === "destroyed") return refuse("no-such-instance", { instance });
  if (before.requester === undefined && !isSameSoftware(before, wish)) {
    const { softwareRelease, softwareType } = before;
    return refuse("release-fixed", { softwareRelease, softwareType });
  }
  return { movements: amended(asked.tree, found, { command, wish }) };
}

function isSameSoftware(one: Wish, other: Wish): boolean {
  return one.softwareRelease === other.softwareRelease && one.softwareType === other.softwareType;
}
