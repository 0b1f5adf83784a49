/** `partita diff`: what became different between two moments, in words. */
import type { Client, QueryAnswer, QueryParameters, RowChanged } from "@partita/schemas";
import { instant, position } from "#cli/option-value.ts";
import { UsageError } from "#cli/usage-error.ts";
import { defineVerb } from "#cli/verb.ts";
import { visible } from "#cli/visible.ts";

/** Changes printed unless more are asked for: a month of a market has more than anyone reads. */
const changesShownMax = 1_000;

export const diff = defineVerb({
  name: "diff",
  says: "Say in words what became different between two moments.",
  details: [
    "A moment is a position in the log, or an instant: 2026-01-31 or 2026-01-31T12:00:00Z. At an " +
      "instant it is what was true then, with all that is known now; with --known what was known " +
      "then, whether it was true or not.",
    "An auditor sees all of it, whoever else what the other questions would show.",
  ],
  operands: [
    { name: "from", says: "The earlier moment." },
    { name: "to", says: "The later moment. Default: now.", optional: true },
  ],
  options: {
    known: { says: "Compare what was known at the two instants, not what was true." },
    of: { value: "projection", says: "Only rows of this one: instance-status." },
    limit: { value: "count", says: `At most so many changes. Default: ${changesShownMax}.` },
  },
  identity: "person:auditor",
  examples: [
    "partita diff 2026-01-01 2026-02-01",
    "partita diff 120 --of account-balance",
    "partita diff 2026-02-01 2026-02-03 --known",
  ],
  run: async ({ master, operands: [from = "", to], options, world, json }) => {
    const max = limitOf(options.limit);
    const between = {
      ...early(from, options.known),
      ...(options.of && { projection: options.of }),
    };
    const until = to === undefined ? {} : late(to, options.known);
    const { changes, isAll } = await gather(master, { between, until, max });
    for (const change of changes) world.print(json ? JSON.stringify(change) : visible(change.says));
    if (changes.length === 0) world.tell("Nothing became different.");
    if (!isAll) world.tell(`These are the first ${max} changes only: ask for more with --limit.`);
    return "done";
  },
});

type Asking = {
  readonly between: QueryParameters<"changes">;
  readonly until: { readonly at?: string; readonly knownAt?: string };
  readonly max: number;
};

/** Page by page; all pages are of the position that the first one was computed at. */
async function gather(master: Client, { between, until, max }: Asking) {
  const changes: RowChanged[] = [];
  let moment = until;
  let page: QueryAnswer<"changes"> | undefined;
  do {
    const after = page?.next === undefined ? {} : { after: page.next };
    page = await master.ask("changes", { ...between, ...after }, undefined, moment);
    changes.push(...page.changes);
    moment = { ...moment, knownAt: moment.knownAt ?? page.position };
  } while (page.next !== undefined && changes.length < max);
  const isAll = page.next === undefined && changes.length <= max;
  return { changes: changes.slice(0, max), isAll };
}

function early(text: string, known: boolean): QueryParameters<"changes"> {
  const { at, knownAt } = late(text, known);
  return { ...(at && { fromAt: at }), ...(knownAt && { fromKnownAt: knownAt }) };
}

function late(text: string, known: boolean): { readonly at?: string; readonly knownAt?: string } {
  if (/^\d+$/.test(text)) return { knownAt: position("moment", text) ?? text };
  const when = instantOf(text);
  return known ? { knownAt: when } : { at: when };
}

function instantOf(text: string): string {
  try {
    return instant("moment", text) ?? text;
  } catch (cause) {
    const forms = "a position in the log, 2026-01-31 or 2026-01-31T12:00:00Z";
    throw new UsageError(`A moment is ${forms}, not "${text}".`, { cause });
  }
}

function limitOf(text: string | undefined): number {
  if (text === undefined) return changesShownMax;
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new UsageError(`--limit is a number from 1 to 9999999, not "${text}".`);
}
