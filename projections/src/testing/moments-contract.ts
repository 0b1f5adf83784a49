/** What is read at any moment is what a replay up to that moment makes, whatever comes late. */
import type { MovementStore, Recorded } from "@partita/ledger";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { memoryRows } from "#projections/adapters/memory/rows.ts";
import { advance } from "#projections/advance.ts";
import type { Projection } from "#projections/projection.ts";
import { replay } from "#projections/replay.ts";
import type { KeptRows } from "#projections/rows/kept-rows.ts";
import type { Changed, Entry, Finding, Moment, RowReader } from "#projections/rows/rows.ts";
import { catchUp } from "#projections/runner.ts";
import {
  anyBatchSize,
  anyLife,
  anyMoment,
  type Tale,
  tales,
  telling,
} from "#projections/testing/any-life.ts";
import { storeOfRecorded } from "#projections/testing/recorded.ts";

const all = { after: undefined, limit: 1000 };
const findings: readonly Finding[] = [
  {},
  { where: [["colour", "=", "red"]] },
  { where: [["colour", "=", null]], limit: 2 },
  { where: [["colour", "!=", "blue"]], orderBy: "colour" },
  { where: [["key", "in", ["INST-0000000001", "INST-0000000003", "+1"]]] },
  {
    where: [
      ["key", ">", "INST-0000000001"],
      ["colour", "in", ["red", "blue"]],
    ],
  },
];

export function momentsContract(name: string, open: () => Promise<KeptRows>, runs: number): void {
  // Handed to the runner as one of many, which are of different rows.
  const projections = [telling as unknown as Projection<object>];

  describe(`rows in ${name}, at any moment`, () => {
    test("are those of a replay, however they are asked for", async () => {
      await fc.assert(
        fc.asyncProperty(anyLife, anyBatchSize, moments, async (log, size, asked) => {
          await living({ open, log, size, projections }, async (rows, store) => {
            for (const moment of asked) {
              const replayed = await replayedTo(store, moment, projections);
              const expected = await replayed.read(answersOf);
              expect(await rows.read(answersOf, moment)).toEqual(expected);
            }
          });
        }),
        { numRuns: runs },
      );
    });

    test("differ from another moment in the rows that are said to differ", async () => {
      await fc.assert(
        fc.asyncProperty(anyLife, anyBatchSize, anyMoment, anyMoment, async (log, size, ...two) => {
          await living({ open, log, size, projections }, async (rows, store) => {
            const [since, until] = two;
            const [before, after] = await Promise.all(
              two.map(async (moment) => {
                const replayed = await replayedTo(store, moment, projections);
                return replayed.read((at) => at.page(tales, all));
              }),
            );
            const said = await rows.read((at) => at.changed(tales, since, all), until);
            expect(different(said)).toEqual(differences(before ?? [], after ?? []));
          });
        }),
        { numRuns: runs },
      );
    });
  });
}

const moments = fc.array(anyMoment, { minLength: 1, maxLength: 6 });

type Living = {
  readonly open: () => Promise<KeptRows>;
  readonly log: readonly Recorded[];
  /** Movements per batch. */
  readonly size: number;
  readonly projections: readonly Projection<object>[];
};

async function living(
  { open, log, size, projections }: Living,
  ask: (rows: KeptRows, store: MovementStore) => Promise<void>,
): Promise<void> {
  const rows = await open();
  const store = storeOfRecorded(log);
  try {
    await catchUp({ store: storeOfRecorded([]), rows, projections });
    for (let from = 0; from < log.length; from += size)
      await advance(rows, projections, log.slice(from, from + size));
    await ask(rows, store);
  } finally {
    await rows.close();
  }
}

async function replayedTo(
  store: MovementStore,
  moment: Moment,
  projections: readonly Projection<object>[],
): Promise<KeptRows> {
  const rows = memoryRows();
  await replay({ store, rows, projections, moment });
  return rows;
}

async function answersOf(reader: RowReader): Promise<unknown> {
  const found = [];
  for (const finding of findings) found.push(await reader.find(tales, finding));
  const one = await reader.get(tales, "INST-0000000002");
  const first = await reader.page(tales, { after: undefined, limit: 2 });
  const rest = await reader.page(tales, { after: first.at(-1)?.[0], limit: 1000 });
  return { found, one, first, rest };
}

function different(said: readonly Changed<Tale>[]): readonly Changed<Tale>[] {
  return said.filter(({ before, after }) => before?.told !== after?.told);
}

function differences(
  before: readonly Entry<Tale>[],
  after: readonly Entry<Tale>[],
): readonly Changed<Tale>[] {
  const [was, is] = [new Map(before), new Map(after)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .sort()
    .map((key) => ({ key, before: was.get(key), after: is.get(key) }))
    .filter((one) => one.before?.told !== one.after?.told);
}
