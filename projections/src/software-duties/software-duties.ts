/** Which software should be installed on a computer? */
import type { Recorded } from "@partita/ledger";
import { digestOf, type Movement } from "@partita/schemas";
import { computerOf, keyOf } from "#projections/about.ts";
import type { Projection } from "#projections/projection.ts";
import { type SoftwareRow, softwareDutiesTable } from "#projections/software-duties/table.ts";

export const softwareDuties: Projection<SoftwareRow> = {
  table: softwareDutiesTable,
  on: {
    "software-supplied": { keys: keysOf, apply: (row, recorded) => supplied(row, recorded) },
    "software-reported": {
      keys: keysOf,
      apply: (row, { movement }) => row && reported(row, movement.detail),
    },
  },
};

type OfSoftware = Recorded<Movement<"software-supplied" | "software-reported">>;

/** A release is named by a URL, which may be longer than a key: its digest stands for it. */
function keysOf(recorded: OfSoftware): readonly string[] {
  const { softwareRelease } = recorded.movement.detail;
  return [keyOf(computerOf(recorded), digestOf(softwareRelease))];
}

/** Why it failed is kept while it is tried again, and forgotten once it has come to an end. */
function reported(
  { message, ...row }: SoftwareRow,
  { state, message: said }: Movement<"software-reported">["detail"],
): SoftwareRow {
  const kept = state === "building" ? message : said;
  return { ...row, reported: state, ...(kept !== undefined && { message: kept }) };
}

/** What the agent reported before answers the wish before: a new wish waits for its own answer. */
function supplied(
  row: SoftwareRow | undefined,
  recorded: Recorded<Movement<"software-supplied">>,
): SoftwareRow {
  const { softwareRelease, state } = recorded.movement.detail;
  if (row?.state === state) return row;
  return { computer: computerOf(recorded), softwareRelease, state, reported: "waiting" };
}
