/** Says what became of a command: what was written, where in the log, and what is seen of it. */
import type { Outcome, Recorded } from "@partita/ledger";
import { findInstance, findTitled } from "@partita/projections/instance-status/query.ts";
import type { Acknowledgement, Command, CommandKind } from "@partita/schemas";
import { isSettled } from "#api/instances/settled.ts";
import { ownWriteMillisecondsMax } from "#api/limits.ts";
import type { Ports } from "#api/ports.ts";

export type Acknowledged = { readonly status: number; readonly body: Acknowledgement };
export type Done = Exclude<Outcome, { readonly refusal: unknown }>;

/**
 * 201 when something was written, 200 when it was repeated or nothing changed. A request is
 * answered 202 as long as its instance is not what was asked for: this is "please wait", and its
 * phase says how far it is.
 */
export async function acknowledge(
  ports: Ports,
  command: Command,
  done: Done,
): Promise<Acknowledged> {
  const { recorded, repeated } = done;
  const position = recorded.at(-1)?.position;
  const body = {
    movements: recorded.map(({ movement }) => movement.id),
    ...(position !== undefined && { position: `${position}` }),
    subject: subjectOf(command, recorded),
  };
  const status = recorded.length > 0 && !repeated ? 201 : 200;
  const reached = await waitFor(ports, position ?? (await headFor(ports, command)));
  const instance = await findShown(ports, command);
  if (instance === undefined) return { status, body };
  if (instance === "not-yet") return { status: reached ? status : 202, body };
  const waits = !reached || !isSettled(instance);
  return { status: waits ? 202 : status, body: { ...body, subject: instance.instance, instance } };
}

function waitFor({ rows }: Ports, position: bigint): Promise<boolean> {
  return rows.reached(position, ownWriteMillisecondsMax);
}

/** What wishes something of an instance shows it: also when nothing changed, as it is now. */
async function headFor({ store }: Ports, { kind }: Command): Promise<bigint> {
  return showsInstance(kind) ? store.head() : 0n;
}

const wishKinds: ReadonlySet<CommandKind> = new Set<CommandKind>([
  "request-instance",
  "amend-instance",
  "start-instance",
  "stop-instance",
  "destroy-instance",
  "rename-instance",
]);

/** Whether a command of this kind is answered with the instance that it is about. */
export function showsInstance(kind: CommandKind): boolean {
  return wishKinds.has(kind);
}

/** Undefined: this command shows no instance. */
async function findShown({ rows }: Ports, { kind, streamId: tree, detail }: Command) {
  if (!showsInstance(kind)) return undefined;
  const found = await rows.read(async (reader) =>
    kind !== "request-instance" && "instance" in detail
      ? findInstance(reader, String(detail.instance))
      : findTitled(reader, tree, titleIn(detail)),
  );
  return found ?? "not-yet";
}

function titleIn(detail: Command["detail"]): string {
  return "title" in detail ? String(detail.title) : "";
}

/** What was asked for, or spoken of, where that has a reference of its own within its stream. */
const subjects = ["instance", "token", "enrolment"] as const;

function subjectOf({ detail, streamId }: Command, [first]: readonly Recorded[]): string {
  const told = new Map(Object.entries(first?.movement.detail ?? detail));
  const named = subjects.map((name) => told.get(name)).find((one) => typeof one === "string");
  return named === undefined ? streamId : String(named);
}
