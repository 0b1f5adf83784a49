/** One verdict for each line of a usage report, so that a bad line never loses the good ones. */
import {
  type Command,
  type Holder,
  intersection,
  isUsageResource,
  itemId,
  type LineVerdict,
  millisecondsBetween,
  overlaps,
  type Period,
  readQuantity,
  resources,
  type UsageLine,
  type UsageResourceId,
  type Verdict,
} from "@partita/schemas";

/** How far an agent's clock may run ahead of ours; machines that keep time are within seconds. */
export const clockSkewMillisecondsMax = 60_000;

/** What an accepted line says: who consumed how much of what, and when. */
export type Booking = {
  readonly line: number;
  readonly holder: Holder;
  readonly resource: UsageResourceId;
  readonly quantity: string;
  readonly startsAt: string;
  readonly stopsAt: string;
};

export type Judgement = { readonly verdict: Verdict; readonly booking?: Booking };

type ReportUsage = Command<"report-usage">;
type PastReport = Period & { readonly verdicts: readonly Verdict[] };

/** In the order of the lines; `past` are the reports that this computer sent before. */
export function judge(command: ReportUsage, past: readonly PastReport[]): readonly Judgement[] {
  const { detail } = command;
  const taken = takenDuring(detail, past);
  return detail.lines.map((line) => {
    const booking = bookingOf(command, line, taken);
    const { reference, resource } = line;
    const read = { line: line.line, reference, resource };
    if (typeof booking === "string") return { verdict: { ...read, verdict: booking } };
    const item = itemId("instance", booking.holder.instance);
    taken.add(keyOf(item, resource));
    return { verdict: { ...read, verdict: "accepted", item, quantity: booking.quantity }, booking };
  });
}

function bookingOf(
  command: ReportUsage,
  { line, reference, resource, quantity }: UsageLine,
  taken: ReadonlySet<string>,
): Booking | Exclude<LineVerdict, "accepted"> {
  const { detail, at } = command;
  if (detail.stopsAt <= detail.startsAt) return "empty-period";
  if (millisecondsBetween(at, detail.stopsAt) > clockSkewMillisecondsMax) return "future-period";
  const named = holdersNamed(reference, command);
  if (named.length === 0) return isElsewhere(reference, command) ? "not-yours" : "unknown-item";
  if (!isUsageResource(resource)) return "unknown-resource";
  const read = readQuantity(quantity, resources[resource].scale);
  if (read === undefined) return "not-a-number";
  if (read === "0") return "zero-quantity";
  const [holder, another] = named.filter((one) => overlaps(detail, rangeOf(one, detail)));
  if (holder === undefined) return "not-held";
  if (another !== undefined) return "partition-changed-hands";
  if (taken.has(keyOf(itemId("instance", holder.instance), resource))) return "duplicate-line";
  // A partition handed over in the middle of a period consumes for its holder only from then on.
  const period = intersection(rangeOf(holder, detail), detail);
  return { line, holder, resource, quantity: read, ...period };
}

/**
 * What was reported already for any part of this period. An agent that lost its outbox measures
 * again and reports under a new reference: billing that would bill twice.
 */
function takenDuring(period: Period, past: readonly PastReport[]): Set<string> {
  const accepted = past
    .filter((report) => overlaps(report, period))
    .flatMap(({ verdicts }) => verdicts);
  return new Set(accepted.flatMap(({ item, resource }) => (item ? [keyOf(item, resource)] : [])));
}

/** A partition is named alone (`slappart0`) or with its computer; an instance by its reference. */
function holdersNamed(reference: string, { streamId, detail }: ReportUsage): readonly Holder[] {
  const own = `${streamId}/`;
  const name = reference.startsWith(own) ? reference.slice(own.length) : reference;
  return detail.holders.filter(
    ({ partition, instance }) => name === partition || name === instance,
  );
}

function isElsewhere(reference: string, { streamId, detail }: ReportUsage): boolean {
  const [computer, partition] = reference.split("/");
  if (partition !== undefined && computer !== streamId) return true;
  return detail.elsewhere?.includes(reference) ?? false;
}

function rangeOf({ heldFrom, heldUntil }: Holder, { stopsAt }: Period): Period {
  return { startsAt: heldFrom, stopsAt: heldUntil ?? stopsAt };
}

function keyOf(item: string, resource: string): string {
  return `${item} ${resource}`;
}
