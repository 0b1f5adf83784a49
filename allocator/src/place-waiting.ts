/** Places what waits: an award and a partition where something fits, a deferral elsewhere. */
import type { RowReader } from "@partita/projections";
import { type Command, type InstanceStatus, master } from "@partita/schemas";
import { askForPartition, computerOf, type OpenAward } from "#allocator/allocate.ts";
import { type Because, commandId } from "#allocator/because.ts";
import { defer } from "#allocator/defer.ts";
import { findHosts } from "#allocator/find-hosts.ts";
import { perStream } from "#allocator/per-stream.ts";
import type { Placement } from "#allocator/place.ts";
import { placeShared, type Shared } from "#allocator/place-shared.ts";
import { type Planned, plan } from "#allocator/plan.ts";
import type { Working } from "#allocator/ports.ts";
import type { View } from "#allocator/view.ts";

/** An instance that waits, and why it is looked at now. */
export type Waiting = { readonly instance: InstanceStatus; readonly because: Because };

type Moment = {
  /** Those that need a partition, and the market that has them. */
  readonly alone: readonly Waiting[];
  readonly view: View | undefined;
  readonly shared: readonly Shared[];
};

/**
 * Places those that `find` finds, over the market of the same moment. Awards may be refused: the
 * log is ahead of what was seen, and others place as well.
 */
export async function placeWaiting(
  ports: Working,
  find: (rows: RowReader) => Promise<readonly Waiting[]>,
): Promise<void> {
  const at = ports.clock.now();
  const { alone, view, shared } = await ports.rows.read(async (rows): Promise<Moment> => {
    const waiting = await find(rows);
    const alone = waiting.filter(({ instance }) => instance.shared !== true);
    const shared: Shared[] = [];
    for (const one of waiting.filter(({ instance }) => instance.shared === true))
      shared.push({ ...one, hosts: await findHosts(rows, one.instance) });
    // When nobody waits for a partition, the market need not be read.
    const view = alone.length > 0 ? await ports.readView(rows, at) : undefined;
    return { alone, view, shared };
  });
  if (view !== undefined) await placeAlone(ports, alone, view);
  await perStream(shared, treeOf, (one) => placeShared(ports, one));
}

async function placeAlone(ports: Working, waiting: readonly Waiting[], view: View): Promise<void> {
  const awards: OpenAward[] = [];
  const planned = plan(waiting, view);
  await perStream(planned, treeOfPlanned, async ({ waiting, placement }) => {
    if ("best" in placement) awards.push(...(await award(ports, waiting, placement)));
    else await defer(ports, waiting, placement.reasons);
  });
  // Asked at once, for speed. A refusal is left to the task of the same movement, which lapses the
  // award: were two to lapse and to ask, a partition could be given under an award just lapsed.
  await perStream(awards, computerOf, async (open) => void (await askForPartition(ports, open)));
}

function treeOf({ instance }: Waiting): string {
  return instance.tree;
}

function treeOfPlanned({ waiting }: Planned<Waiting>): string {
  return treeOf(waiting);
}

type Found = Extract<Placement, { best: unknown }>;

/** The award made now; none when others were first: the log leads on from there. */
async function award(
  ports: Working,
  waiting: Waiting,
  found: Found,
): Promise<readonly OpenAward[]> {
  const outcome = await ports.send(awardCommand(waiting, found, ports.clock.now()));
  // An award of this very command may have lapsed since.
  if ("refusal" in outcome || outcome.repeated) return [];
  const { computer } = found.best.computer;
  return outcome.recorded
    .filter(({ movement }) => movement.kind === "instance-awarded")
    .map(({ movement }) => ({ ...waiting.instance, award: movement.id, computer }));
}

function awardCommand({ instance, because }: Waiting, found: Found, at: string) {
  const { offer, computer } = found.best;
  const command: Command<"award-instance"> = {
    kind: "award-instance",
    id: commandId(because, "award-instance", instance.instance),
    actor: master,
    at,
    streamId: instance.tree,
    causes: because.causes,
    detail: {
      instance: instance.instance,
      offer: offer.offer,
      offerRevision: offer.revision,
      computer: computer.computer,
      seller: offer.seller,
      prices: offer.prices,
      receipt: found.receipt,
    },
  };
  return command;
}
