/** `partita usage`: what instances consumed, and when they were hosted. */
import { usageRowsMax } from "@partita/schemas";
import { referenceOf } from "#cli/instances.ts";
import { instant } from "#cli/option-value.ts";
import { usageTable, usageTotals } from "#cli/usage-text.ts";
import { defineVerb } from "#cli/verb.ts";

export const usage = defineVerb({
  name: "usage",
  says: "Show what was consumed, and when it was hosted.",
  details: ["A report that overlaps the period counts whole."],
  operands: [],
  options: {
    instance: { value: "instance", says: "Only this one: its reference or title." },
    from: { value: "instant", says: "Only what ended after: 2026-01-31 or 2026-01-31T12:00:00Z." },
    until: { value: "instant", says: "Only what began before." },
    each: { says: "Each report by itself, rather than totals by instance and resource." },
  },
  moments: "any",
  identity: "organisation:hoster",
  examples: ["partita usage --instance my-guestbook --from 2026-01-01 --until 2026-02-01"],
  run: async ({ master, options, show, world }) => {
    const from = instant("from", options.from);
    const until = instant("until", options.until);
    const { instance } = options;
    const answer = await master.ask("usage-by-period", {
      ...(instance !== undefined && { instance: await referenceOf(master, instance) }),
      ...(from !== undefined && { from }),
      ...(until !== undefined && { until }),
    });
    show(answer, () => (options.each ? usageTable(answer.usage) : usageTotals(answer.usage)));
    if (answer.usage.length === usageRowsMax)
      world.tell(`These are the first ${usageRowsMax} reports only: choose a shorter period.`);
    return "done";
  },
});
