/** What was consumed up to an instant and is on no invoice yet, late usage among it. */
import {
  type Invoice,
  intersection,
  millisecondsBetween,
  overlaps,
  type Period,
  plus,
  ratio,
  resources,
  span,
  type UsageRow,
} from "@partita/schemas";
import type { Consumption } from "#billing/consumption.ts";

/** One consumption per range of hosting, and one per instance, award and other resource. */
export function unbilled(
  usage: readonly UsageRow[],
  invoices: readonly Invoice[],
  until: string,
): readonly Consumption[] {
  const hosting = usage.filter(({ resource }) => resource === "software-hosting");
  const other = usage.filter(({ resource }) => resource !== "software-hosting");
  return [...unbilledHosting(hosting, invoices, until), ...unbilledUsage(other, invoices, until)];
}

/** Hosting that still runs counts up to the instant, and what comes after it another time. */
function unbilledHosting(
  rows: readonly UsageRow[],
  invoices: readonly Invoice[],
  until: string,
): readonly Consumption[] {
  const billed = hostingBilled(invoices);
  return rows.flatMap(({ instance, award, resource, startsAt, stopsAt = until }) => {
    const hosted = intersection({ startsAt, stopsAt }, { startsAt, stopsAt: until });
    return without(hosted, billed.get(instance) ?? []).map((period) => ({
      instance,
      award,
      resource,
      quantity: hoursOf(period),
      ...period,
      movements: [],
    }));
  });
}

function hostingBilled(invoices: readonly Invoice[]): ReadonlyMap<string, readonly Period[]> {
  const lines = invoices
    .flatMap(({ lines }) => lines)
    .filter(({ resource }) => resource === "software-hosting");
  return Map.groupBy(lines, ({ instance }) => instance);
}

function unbilledUsage(
  rows: readonly UsageRow[],
  invoices: readonly Invoice[],
  until: string,
): readonly Consumption[] {
  const billed = new Set(invoices.flatMap(({ lines }) => lines.flatMap((line) => line.movements)));
  const open = rows.filter(({ stopsAt, movement }) => {
    return stopsAt !== undefined && stopsAt <= until && !billed.has(movement);
  });
  const alike = Map.groupBy(open, ({ instance, award, resource }) =>
    JSON.stringify([instance, award, resource]),
  );
  return [...alike.values()].flatMap(([first, ...rest]) => (first ? [summed(first, rest)] : []));
}

/** Rows of one instance, award and resource as one consumption; its period spans theirs. */
function summed(first: UsageRow, rest: readonly UsageRow[]): Consumption {
  const rows = [first, ...rest];
  const { instance, award, resource } = first;
  return {
    instance,
    award,
    resource,
    quantity: rows.reduce((sum, { quantity = "0" }) => plus(sum, quantity), "0"),
    ...rows.map(periodOf).reduce(span),
    movements: rows.map(({ movement }) => movement),
  };
}

function periodOf({ startsAt, stopsAt = startsAt }: UsageRow): Period {
  return { startsAt, stopsAt };
}

/** What is left of a period when others are taken out of it; nothing that is empty. */
function without(period: Period, taken: readonly Period[]): readonly Period[] {
  const left = taken.reduce<readonly Period[]>(
    (parts, other) => parts.flatMap((part) => beforeAndAfter(part, other)),
    [period],
  );
  return left.filter(({ startsAt, stopsAt }) => startsAt < stopsAt);
}

function beforeAndAfter(part: Period, taken: Period): readonly Period[] {
  if (!overlaps(part, taken)) return [part];
  return [
    { startsAt: part.startsAt, stopsAt: taken.startsAt },
    { startsAt: taken.stopsAt, stopsAt: part.stopsAt },
  ];
}

function hoursOf({ startsAt, stopsAt }: Period): string {
  const milliseconds = String(millisecondsBetween(startsAt, stopsAt));
  return ratio(milliseconds, "3600000", resources["software-hosting"].scale);
}
