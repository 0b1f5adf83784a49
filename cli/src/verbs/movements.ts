/** `partita movements`: a page of the log, as it was written. */
import { movementsPageMax } from "@partita/schemas";
import { movementLine } from "#cli/movement-line.ts";
import { position } from "#cli/option-value.ts";
import { UsageError } from "#cli/usage-error.ts";
import { defineVerb } from "#cli/verb.ts";

export const movements = defineVerb({
  name: "movements",
  says: "Print the log from a position on.",
  details: ["With --json each movement is one line, whole, as it is stored."],
  operands: [],
  options: {
    after: { value: "position", says: "Begin after this position. Default: 0, the beginning." },
    limit: { value: "count", says: `At most so many, up to ${movementsPageMax}. Default: 100.` },
  },
  moments: "known",
  identity: "person:auditor",
  examples: ["partita movements --after 100 --limit 20", "partita movements --json | jq .kind"],
  run: async ({ master, options, world, json }) => {
    const after = position("after", options.after) ?? "0";
    const limit = limitOf(options.limit ?? "100");
    const { movements: page } = await master.ask("movements", { after, limit });
    for (const one of page) world.print(json ? JSON.stringify(one) : movementLine(one));
    if (page.length === 0) world.tell(`Nothing is in the log after position ${after}.`);
    return "done";
  },
});

function limitOf(text: string): string {
  const count = /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= movementsPageMax) return text;
  throw new UsageError(`--limit is a number from 1 to ${movementsPageMax}, not "${text}".`);
}
