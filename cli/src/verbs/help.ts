/** `partita help`: the list of verbs, or one verb in full. */
import { helpOf, helpOfAll } from "#cli/help.ts";
import { findVerb } from "#cli/run.ts";
import { defineVerb } from "#cli/verb.ts";
import { verbs } from "./registry.ts";

export const help = defineVerb({
  name: "help",
  says: "Print this list, or all about one verb.",
  operands: [{ name: "verb", says: "One of the verbs.", optional: true }],
  options: {},
  examples: ["partita help request"],
  run: async ({ operands: [name], world }) => {
    world.print(name === undefined ? helpOfAll(verbs) : helpOf(findVerb(name)));
    return "done";
  },
});
