/** What did instances consume, and when were they hosted? */
import type { Recorded } from "@partita/ledger";
import {
  type Movement,
  millisecondsBetween,
  ratio,
  resources,
  type UsageRow,
} from "@partita/schemas";
import { instanceOf } from "#projections/about.ts";
import type { Change, Projection } from "#projections/projection.ts";
import { usageByPeriodTable } from "#projections/usage-by-period/table.ts";

/**
 * Hosting that runs is kept under its instance, hosting that is over under the movement that
 * started it. A failure does not end hosting: the partition stays reserved and its agent keeps
 * trying, and the log counts the same hours, from the start to the stop (`ledger/src/instance-
 * tree/hosting.ts`). Who is to be paid back for an outage gets a credit note.
 */
export const usageByPeriod: Projection<UsageRow> = {
  table: usageByPeriodTable,
  on: {
    "usage-reported": {
      keys: ({ movement }) => [movement.id],
      isOwn: true,
      apply: (_, { movement }) => consumed(movement),
    },
    "instance-started": {
      keys: instanceOf,
      // A shared instance runs in the partition of its host, for which that one pays.
      apply: (row, { movement }) =>
        row ?? (movement.quantity === "0" ? undefined : started(movement)),
    },
    "instance-stopped": stops(),
    "instance-destroyed": stops(),
    "award-lapsed": stops(),
  },
};

type Stop = "instance-stopped" | "instance-destroyed" | "award-lapsed";

function stops(): Change<UsageRow, Stop> {
  return {
    keys: instanceOf,
    apply: () => undefined,
    aside: (row, recorded) => ({ key: row.movement, row: stopped(row, recorded) }),
  };
}

function consumed(movement: Movement<"usage-reported">): UsageRow {
  const { resource, quantity, startsAt, stopsAt, recordedAt } = movement;
  const period = { startsAt: startsAt ?? recordedAt, stopsAt: stopsAt ?? recordedAt };
  return { ...contract(movement), resource, quantity, ...period };
}

function started(movement: Movement<"instance-started">): UsageRow {
  const { resource, startsAt, recordedAt } = movement;
  return { ...contract(movement), resource, startsAt: startsAt ?? recordedAt };
}

/** Whose consumption it is: the sections of a movement are its seller and its buyer. */
function contract(movement: Movement<"usage-reported" | "instance-started">) {
  const { id, detail, sourceSection, destinationSection } = movement;
  const { instance, tree, award } = detail;
  return { movement: id, instance, tree, award, seller: sourceSection, buyer: destinationSection };
}

const hourMilliseconds = "3600000";

/**
 * Hosted hours to the scale of the resource; what is billed is computed from the range, clipped to
 * the period.
 */
function stopped(row: UsageRow, { movement }: Recorded<Movement<Stop>>): UsageRow {
  const stopsAt = movement.stopsAt ?? movement.recordedAt;
  // A clock that was set back makes an end before the beginning: no hours, rather than negative
  // ones.
  if (stopsAt < row.startsAt) return { ...row, quantity: "0", stopsAt: row.startsAt };
  const milliseconds = String(millisecondsBetween(row.startsAt, stopsAt));
  const quantity = ratio(milliseconds, hourMilliseconds, resources[row.resource].scale);
  return { ...row, quantity, stopsAt };
}
