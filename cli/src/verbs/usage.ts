/** `partita usage`: what instances consumed, and when they were hosted. */
import type { UsageRow } from "@partita/schemas";
import { referenceOf } from "#cli/instances.ts";
import { instant } from "#cli/option-value.ts";
import { table } from "#cli/table.ts";
import { defineVerb } from "#cli/verb.ts";

export const usage = defineVerb({
  name: "usage",
  says: "Show what was consumed, and when it was hosted.",
  operands: [],
  options: {
    instance: { value: "instance", says: "Only this one: its reference or title." },
    from: { value: "instant", says: "Not before: 2026-01-31 or 2026-01-31T12:00:00Z." },
    until: { value: "instant", says: "Only what began before." },
  },
  identity: "organisation:hoster",
  examples: ["partita usage --instance my-guestbook --from 2026-01-01 --until 2026-02-01"],
  run: async ({ master, options, show }) => {
    const from = instant("from", options.from);
    const until = instant("until", options.until);
    const { instance } = options;
    const answer = await master.ask("usage-by-period", {
      ...(instance !== undefined && { instance: await referenceOf(master, instance) }),
      ...(from !== undefined && { from }),
      ...(until !== undefined && { until }),
    });
    show(answer, () => usageTable(answer.usage));
    return "done";
  },
});

function usageTable(rows: readonly UsageRow[]): string {
  if (rows.length === 0) return "Nothing was consumed.";
  return table(
    [
      { title: "instance", cell: ({ instance }) => instance },
      { title: "resource", cell: ({ resource }) => resource },
      { title: "quantity", cell: ({ quantity }) => quantity ?? "still running", right: true },
      { title: "from", cell: ({ startsAt }) => startsAt },
      { title: "until", cell: ({ stopsAt }) => stopsAt ?? "-" },
      { title: "seller", cell: ({ seller }) => seller },
      { title: "buyer", cell: ({ buyer }) => buyer },
    ],
    rows,
  );
}
