/** Says what became of a command: what was written, where in the log, and what is seen of it. */
import type { Outcome, Recorded } from "@partita/ledger";
import { listInstances } from "@partita/projections/instance-status/query.ts";
import type { Acknowledgement, Command, InstanceStatus } from "@partita/schemas";
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
  if (command.kind !== "request-instance") return { status, body };

  const instance = await findRequested(ports, command);
  if (instance === undefined) return { status: reached ? status : 202, body };
  const waits = !reached || instance.phase !== instance.state;
  return { status: waits ? 202 : status, body: { ...body, subject: instance.instance, instance } };
}

function waitFor({ rows }: Ports, position: bigint): Promise<boolean> {
  return rows.reached(position, ownWriteMillisecondsMax);
}

/** A request that changed nothing shows the instance of now; other commands show nothing. */
async function headFor({ store }: Ports, { kind }: Command): Promise<bigint> {
  return kind === "request-instance" ? store.head() : 0n;
}

async function findRequested({ rows }: Ports, command: Command<"request-instance">) {
  const { streamId: tree, detail } = command;
  return rows.read(async (reader) =>
    latest(await listInstances(reader, { tree, title: detail.title })),
  );
}

/** The one alive; else the one that was destroyed last. */
function latest(list: readonly InstanceStatus[]): InstanceStatus | undefined {
  const alive = list.find(({ phase }) => phase !== "destroyed");
  return alive ?? list.toSorted(byChange).at(-1);
}

function byChange(left: InstanceStatus, right: InstanceStatus): number {
  return Number(BigInt(left.changedAt) - BigInt(right.changedAt));
}

function subjectOf({ detail, streamId }: Command, [first]: readonly Recorded[]): string {
  const told = first?.movement.detail ?? detail;
  return "instance" in told && typeof told.instance === "string" ? told.instance : streamId;
}
