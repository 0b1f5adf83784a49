/** Nothing is billed twice: no usage movement, and no moment of an instance's hosting. */
import type { InvoiceLine } from "@partita/schemas";

type Billed = { readonly lines: readonly InvoiceLine[] };

/** The first usage movement or hosting range that an invoice, or two of the lines, bill already. */
export function billedAlready(
  lines: readonly InvoiceLine[],
  invoices: readonly Billed[],
): string | undefined {
  return movementBilledTwice(lines, invoices) ?? hostingBilledTwice(lines, invoices);
}

function movementBilledTwice(lines: readonly InvoiceLine[], invoices: readonly Billed[]) {
  const wanted = lines.flatMap(({ movements }) => movements);
  const once = new Set(wanted);
  if (once.size < wanted.length) return wanted.find((id, index) => wanted.indexOf(id) !== index);
  return linesOf(invoices)
    .flatMap(({ movements }) => movements)
    .find((id) => once.has(id));
}

/** Ranges of each instance in order of time: two that overlap then follow each other. */
function hostingBilledTwice(lines: readonly InvoiceLine[], invoices: readonly Billed[]) {
  const hosting = (one: InvoiceLine) => one.resource === "software-hosting";
  const wanted = lines.filter(hosting);
  const instances = new Set(wanted.map(({ instance }) => instance));
  const billed = linesOf(invoices).filter((one) => hosting(one) && instances.has(one.instance));
  const ranges = [...billed, ...wanted].toSorted(byInstanceAndStart);
  const twice = ranges.find((range, index) => overlapsPrevious(range, ranges[index - 1]));
  return twice && `${twice.instance} ${twice.startsAt}/${twice.stopsAt}`;
}

function overlapsPrevious(range: InvoiceLine, previous: InvoiceLine | undefined): boolean {
  return previous?.instance === range.instance && previous.stopsAt > range.startsAt;
}

function byInstanceAndStart(one: InvoiceLine, other: InvoiceLine): number {
  const [left, right] = [one, other].map(({ instance, startsAt }) => `${instance} ${startsAt}`);
  return String(left) < String(right) ? -1 : 1;
}

function linesOf(invoices: readonly Billed[]): readonly InvoiceLine[] {
  return invoices.flatMap(({ lines }) => lines);
}
