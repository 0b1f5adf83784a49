/** Places what waits: an award and a partition where something fits, a deferral elsewhere. */
import type { RowReader } from "@partita/projections";
import {
  type Command,
  canonical,
  type InstanceStatus,
  master,
  type ReasonCount,
} from "@partita/schemas";
import { askForPartition, computerOf, type OpenAward } from "#allocator/allocate.ts";
import { type Because, commandId } from "#allocator/because.ts";
import { perStream } from "#allocator/per-stream.ts";
import type { Placement } from "#allocator/place.ts";
import { type Planned, plan } from "#allocator/plan.ts";
import type { Ports } from "#allocator/ports.ts";
import { readView } from "#allocator/view.ts";

/** An instance that waits, and why it is looked at now. */
export type Waiting = { readonly instance: InstanceStatus; readonly because: Because };

/**
 * Places those that `find` finds, over the market of the same moment. Awards may be refused: the
 * log is ahead of what was seen, and others place as well.
 */
export async function placeWaiting(
  ports: Ports,
  find: (rows: RowReader) => Promise<readonly Waiting[]>,
): Promise<void> {
  const at = ports.clock.now();
  const moment = await ports.rows.read(async (rows) => {
    const waiting = await find(rows);
    // When nobody waits, the market need not be read.
    return waiting.length > 0 ? { waiting, view: await readView(rows, at) } : undefined;
  });
  if (moment === undefined) return;
  const awards: OpenAward[] = [];
  const planned = plan(moment.waiting, moment.view);
  await perStream(planned, treeOf, async ({ waiting, placement }) => {
    if ("best" in placement) awards.push(...(await award(ports, waiting, placement)));
    else await defer(ports, waiting, placement.reasons);
  });
  // Asked at once, for speed. A refusal is left to the task of the same movement, which lapses the
  // award: were two to lapse and to ask, a partition could be given under an award just lapsed.
  await perStream(awards, computerOf, async (open) => void (await askForPartition(ports, open)));
}

function treeOf({ waiting }: Planned<Waiting>): string {
  return waiting.instance.tree;
}

type Found = Extract<Placement, { best: unknown }>;

/** The award made now; none when others were first: the log leads on from there. */
async function award(ports: Ports, waiting: Waiting, found: Found): Promise<readonly OpenAward[]> {
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

async function defer(
  ports: Ports,
  { instance, because }: Waiting,
  reasons: readonly ReasonCount[],
) {
  const known = instance.phase === "deferred" && canonical(instance.reasons) === canonical(reasons);
  if (known) return;
  await ports.send({
    kind: "defer-allocation",
    id: commandId(because, "defer-allocation", instance.instance),
    actor: master,
    at: ports.clock.now(),
    streamId: instance.tree,
    causes: because.causes,
    detail: { instance: instance.instance, reasons: [...reasons] },
  });
}
