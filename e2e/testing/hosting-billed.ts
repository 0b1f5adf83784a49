/** Compares what was billed of hosting with what was hosted, as the log alone tells it. */
import assert from "node:assert/strict";
import type { Movement, Period } from "@partita/schemas";

type Periods = Map<string, Period[]>;

/** No instant of an instance's hosting is on two lines, and none that was not hosted on any. */
export function hostingIsBilledOnce(movements: readonly Movement[]): void {
  const hosted = hostedPeriods(movements);
  for (const [instance, billed] of billedPeriods(movements))
    for (const period of joined(billed))
      assert.ok(
        joined(hosted.get(instance) ?? []).some((whole) => covers(whole, period)),
        `${instance} was not hosted all of ${period.startsAt}/${period.stopsAt}`,
      );
}

/** After the last closing of everybody, everything that was hosted is on some invoice. */
export function hostingIsBilledWhole(movements: readonly Movement[]): void {
  const billed = billedPeriods(movements);
  for (const [instance, hosted] of hostedPeriods(movements))
    assert.deepEqual(joined(billed.get(instance) ?? []), joined(hosted), `of ${instance}`);
}

function billedPeriods(movements: readonly Movement[]): Periods {
  const lines = movements
    .flatMap((movement) => (movement.kind === "invoice-issued" ? movement.detail.lines : []))
    .filter(({ resource }) => resource === "software-hosting");
  const periods = lines.map(({ instance, startsAt, stopsAt }) => ({ instance, startsAt, stopsAt }));
  return Map.groupBy(periods, ({ instance }) => instance);
}

/** From the first start to the next stop; what still runs, up to the last movement. */
function hostedPeriods(movements: readonly Movement[]): Periods {
  const periods: Periods = new Map();
  const running = new Map<string, string>();
  const stop = (instance: string, stopsAt: string) => {
    const startsAt = running.get(instance);
    running.delete(instance);
    if (startsAt === undefined) return;
    periods.set(instance, [...(periods.get(instance) ?? []), { startsAt, stopsAt }]);
  };
  for (const movement of movements) {
    const { kind, detail, recordedAt } = movement;
    if (!("instance" in detail)) continue;
    const { instance } = detail;
    const starts = kind === "instance-started" && isSold(movement);
    if (starts && !running.has(instance)) running.set(instance, recordedAt);
    if (kind === "instance-stopped" || kind === "instance-destroyed") stop(instance, recordedAt);
    if (kind === "award-lapsed") stop(instance, recordedAt);
  }
  const last = movements.at(-1)?.recordedAt ?? "";
  for (const instance of [...running.keys()]) stop(instance, last);
  return periods;
}

/** Own use is nobody's to pay; what is shared runs in the partition of another. */
function isSold({ quantity, sourceSection, destinationSection }: Movement): boolean {
  return quantity !== "0" && sourceSection !== destinationSection;
}

/** In order of time, without the empty ones, those that touch as one; throws when two overlap. */
function joined(periods: readonly Period[]): readonly Period[] {
  const inOrder = periods
    .filter(({ startsAt, stopsAt }) => startsAt < stopsAt)
    .toSorted((one, other) => (one.startsAt < other.startsAt ? -1 : 1));
  const whole: Period[] = [];
  for (const { startsAt, stopsAt } of inOrder) {
    const last = whole.pop() ?? { startsAt, stopsAt: startsAt };
    assert.ok(last.stopsAt <= startsAt, `${startsAt} is there twice`);
    if (last.stopsAt === startsAt) whole.push({ startsAt: last.startsAt, stopsAt });
    else whole.push(last, { startsAt, stopsAt });
  }
  return whole;
}

function covers(whole: Period, part: Period): boolean {
  return whole.startsAt <= part.startsAt && part.stopsAt <= whole.stopsAt;
}
