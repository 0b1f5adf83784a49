/** The agent of the computer that holds an instance says what has become of it; nobody else may. */
import {
  type Command,
  canonical,
  type Draft,
  type DraftOf,
  type NodeId,
  type Refusal,
  refuse,
} from "@partita/schemas";
import type { Decision } from "#ledger/decider.ts";
import { destroyed } from "#ledger/instance-tree/destroyed.ts";
import { unhosted } from "#ledger/instance-tree/host.ts";
import { hosting } from "#ledger/instance-tree/hosting.ts";
import { stopped } from "#ledger/instance-tree/stopped.ts";
import { type Award, type Instance, speaksFor, type Tree } from "#ledger/instance-tree/tree.ts";

type Answer = Decision<DraftOf<"instance-tree">>;
type Report = Command<"report-instance">;
type Told = {
  readonly found: Instance;
  readonly award: Award;
  readonly tree: Tree & { readonly owner: NodeId };
};

const movements: {
  readonly [state in Report["detail"]["state"]]: (
    told: Told,
    command: Report,
  ) => readonly DraftOf<"instance-tree">[];
} = { started, stopped: halted, failed, destroyed: gone };

export function report(tree: Tree, command: Report): Answer {
  const told = tellFrom(tree, command);
  if ("refusal" in told) return told;
  const { instance, state, message = "" } = command.detail;
  const { found } = told;
  const again = found.reported === state && (state !== "failed" || found.message === message);
  if (again) return { movements: [] };
  if (found.reported === "destroyed") return refuse("no-such-instance", { instance });
  if (state === "destroyed" && found.wish.state !== "destroyed")
    return refuse("destroy-not-requested", { instance });
  return { movements: movements[state](told, command) };
}

export function publish(tree: Tree, command: Command<"publish-connection">): Answer {
  const told = tellFrom(tree, command);
  if ("refusal" in told) return told;
  const { found, award, tree: family } = told;
  const { instance, connection } = command.detail;
  if (found.reported === "destroyed") return refuse("no-such-instance", { instance });
  if (canonical(found.connection ?? null) === canonical(connection)) return { movements: [] };
  const { requester } = found.wish;
  const { owner } = family;
  const frame = hosting({ tree: command.streamId, instance, owner }, award, "delivered");
  const asked = requester === undefined ? {} : { requester };
  const detail = { instance, tree: command.streamId, ...asked, connection };
  // Nothing changes hands: the quantity is 0.
  return { movements: [{ ...frame, quantity: "0", kind: "connection-published", detail }] };
}

/** What is told of, if whoever tells has the award: its computer, its software, or its host. */
function tellFrom(
  tree: Tree,
  { actor, detail: { instance } }: Report | Command<"publish-connection">,
): Told | { readonly refusal: Refusal } {
  const { owner } = tree;
  const found = tree.instances.get(instance);
  if (owner === undefined || found === undefined) return refuse("no-such-instance", { instance });
  const { award } = found;
  if (award === undefined || !speaksFor(found, actor)) return refuse("not-yours", { instance });
  return { found, award, tree: { ...tree, owner } };
}

function started(told: Told, command: Report): readonly Draft<"instance-started">[] {
  const frame = { ...frameOf(told, command), state: "started", startsAt: command.at } as const;
  return [{ ...frame, kind: "instance-started", detail: detailOf(told, command) }];
}

function halted({ found, award, tree }: Told, { streamId, at }: Report) {
  const { owner } = tree;
  return [stopped({ tree: streamId, owner, at }, found, award)];
}

function failed(told: Told, command: Report): readonly Draft<"instance-failed">[] {
  const { award: _, ...named } = detailOf(told, command);
  const detail = { ...named, message: command.detail.message ?? "" };
  return [{ ...frameOf(told, command), quantity: "0", kind: "instance-failed", detail }];
}

/** What it served within its tree waits to be served again. */
function gone({ found, award, tree }: Told, { streamId, at }: Report) {
  const { owner } = tree;
  return [
    destroyed({ tree: streamId, owner, at }, found, award),
    ...unhosted(tree, streamId, found),
  ];
}

function frameOf({ found, award, tree: { owner } }: Told, { streamId }: Report) {
  const { instance, wish } = found;
  const { shared } = wish;
  return hosting({ tree: streamId, instance, owner, shared }, award, "stopped");
}

function detailOf({ found, award }: Told, { streamId }: Report) {
  const { instance } = found;
  return { instance, tree: streamId, award: award.award, computer: award.computer };
}
