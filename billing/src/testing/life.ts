/** Any life of three instances: hosted now and then, used, reported late, closed at times. */
import { instantOf, type UsageRow } from "@partita/schemas";
import fc from "fast-check";
import { awarded, awardsOf, hosting, usageRow } from "#billing/testing/books.ts";

const instances = ["INST-A", "INST-B", "INST-C"];
const minutesMax = 600;
/** By then everything has stopped and every late report has come in. */
const allIsOver = 3 * minutesMax;

export const awards = awardsOf(
  ...instances.map((instance) => {
    const buyer = `person:${instance}` as const;
    return awarded({ instance, award: awardOf(instance), buyer });
  }),
);

export type Life = {
  readonly rows: readonly { readonly row: UsageRow; readonly recordedAt: string }[];
  /** Instants of the closings, in their order; the last one comes after everything. */
  readonly closings: readonly string[];
  /** How long after a closing billing looks, in minutes. */
  readonly minutesLag: number;
};

/** Rows as they stand at an instant: hosting whose stop is still to come runs. */
export function seenAt({ rows }: Life, instant: string): readonly UsageRow[] {
  return rows
    .filter(({ recordedAt }) => recordedAt <= instant)
    .map(({ row: { stopsAt, ...row } }) =>
      stopsAt !== undefined && stopsAt <= instant ? { ...row, stopsAt } : row,
    );
}

const anyHosting = fc
  .tuple(
    fc.constantFrom(...instances),
    fc.uniqueArray(fc.nat({ max: minutesMax }), { minLength: 1, maxLength: 8 }),
  )
  .map(([instance, cuts]) => {
    // Started and stopped in turns; the last one may have been stopped after all else.
    const instants = [...cuts.toSorted((one, other) => one - other), minutesMax + 1].map(minute);
    const starts = instants.slice(0, -1).filter((_, index) => index % 2 === 0);
    return starts.map((startsAt, index) => ({
      row: hosting(startsAt, {
        ...{ instance, award: awardOf(instance) },
        stopsAt: instants[2 * index + 1] ?? minute(allIsOver),
      }),
      recordedAt: startsAt,
    }));
  });

const anyUsage = fc.record({
  instance: fc.constantFrom(...instances),
  resource: fc.constantFrom("cpu-second" as const, "disk-gib-hour" as const),
  start: fc.nat({ max: minutesMax }),
  minutes: fc.integer({ min: 1, max: 10 }),
  minutesLate: fc.nat({ max: minutesMax }),
  thousandths: fc.integer({ min: 1, max: 100_000 }),
});

export const anyLife: fc.Arbitrary<Life> = fc
  .record({
    hosted: fc.uniqueArray(anyHosting, {
      maxLength: 3,
      selector: ([first]) => first?.row.instance,
    }),
    used: fc.array(anyUsage, { maxLength: 30 }),
    closings: fc.uniqueArray(fc.integer({ min: 1, max: minutesMax }), { maxLength: 5 }),
    minutesLag: fc.nat({ max: 60 }),
  })
  .map(({ hosted, used, closings, minutesLag }) => ({
    rows: [...hosted.flat(), ...used.map(usageFrom)],
    closings: [...closings.toSorted((one, other) => one - other), allIsOver].map(minute),
    minutesLag,
  }));

type Usage = typeof anyUsage extends fc.Arbitrary<infer Generated> ? Generated : never;

function usageFrom(used: Usage, index: number) {
  const { instance, resource, start, minutes, minutesLate, thousandths } = used;
  const row = usageRow(`usage-${index}/0`, {
    ...{ instance, award: awardOf(instance), resource },
    quantity: (thousandths / 1000).toFixed(3),
    startsAt: minute(start),
    stopsAt: minute(start + minutes),
  });
  return { row, recordedAt: minute(start + minutes + minutesLate) };
}

function awardOf(instance: string): string {
  return `award-${instance}/0`;
}

export function minute(count: number): string {
  return instantOf(count * 60_000);
}
