/** The agent of the computer that holds an instance says what has become of it; nobody else may. */
import {
  type Command,
  canonical,
  type Draft,
  type DraftOf,
  type NodeId,
  refuse,
} from "@partita/schemas";
import type { Decision } from "#ledger/decider.ts";
import { destroyed } from "#ledger/instance-tree/destroyed.ts";
import { hostedUntil, hosting } from "#ledger/instance-tree/hosting.ts";
import type { Award, Instance, Tree } from "#ledger/instance-tree/tree.ts";

type Answer = Decision<DraftOf<"instance-tree">>;
type Report = Command<"report-instance">;
type Told = { readonly found: Instance; readonly award: Award; readonly owner: NodeId };

const movements: {
  readonly [state in Report["detail"]["state"]]: (
    told: Told,
    command: Report,
  ) => DraftOf<"instance-tree">;
} = { started, stopped, failed, destroyed: gone };

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
  return { movements: [movements[state](told, command)] };
}

export function publish(tree: Tree, command: Command<"publish-connection">): Answer {
  const told = tellFrom(tree, command);
  if ("refusal" in told) return told;
  const { found, award, owner } = told;
  const { instance, connection } = command.detail;
  if (found.reported === "destroyed") return refuse("no-such-instance", { instance });
  if (canonical(found.connection ?? null) === canonical(connection)) return { movements: [] };
  const { requester } = found.wish;
  const frame = hosting({ tree: command.streamId, instance, owner }, award, "delivered");
  const asked = requester === undefined ? {} : { requester };
  const detail = { instance, tree: command.streamId, ...asked, connection };
  // Nothing changes hands: the quantity is 0.
  return { movements: [{ ...frame, quantity: "0", kind: "connection-published", detail }] };
}

/** What is told of, if the computer that tells has the award. */
function tellFrom(tree: Tree, command: Report | Command<"publish-connection">) {
  const { instance } = command.detail;
  const found = tree.instances.get(instance);
  if (tree.owner === undefined || found === undefined)
    return refuse("no-such-instance", { instance });
  const { award } = found;
  if (award === undefined || command.actor !== `computer:${award.computer}`)
    return refuse("not-yours", { instance });
  return { found, award, owner: tree.owner };
}

function started(told: Told, command: Report): Draft<"instance-started"> {
  const frame = { ...frameOf(told, command), state: "started", startsAt: command.at } as const;
  return { ...frame, kind: "instance-started", detail: detailOf(told, command) };
}

function stopped(told: Told, command: Report): Draft<"instance-stopped"> {
  const frame = { ...frameOf(told, command), ...hostedUntil(told.found, command.at) };
  return { ...frame, state: "stopped", kind: "instance-stopped", detail: detailOf(told, command) };
}

function failed(told: Told, command: Report): Draft<"instance-failed"> {
  const { award: _, ...named } = detailOf(told, command);
  const detail = { ...named, message: command.detail.message ?? "" };
  return { ...frameOf(told, command), quantity: "0", kind: "instance-failed", detail };
}

function gone(
  { found, award, owner }: Told,
  { streamId, at }: Report,
): Draft<"instance-destroyed"> {
  return destroyed({ tree: streamId, owner, at }, found, award);
}

function frameOf({ found, award, owner }: Told, { streamId }: Report) {
  return hosting({ tree: streamId, instance: found.instance, owner }, award, "stopped");
}

function detailOf({ found, award }: Told, { streamId }: Report) {
  const { instance } = found;
  return { instance, tree: streamId, award: award.award, computer: award.computer };
}
