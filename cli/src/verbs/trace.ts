/** `partita trace`: the way of one request through the house, step by step. */
import { referenceOf } from "#cli/instances.ts";
import { trailText } from "#cli/trail-text.ts";
import { defineVerb } from "#cli/verb.ts";

export const trace = defineVerb({
  name: "trace",
  says: "Show the way of one request through the house, step by step.",
  details: [
    "Each step with its number, the time since the request, its words, the file where it " +
      "happens, and the movements that tell of it. docs/one-request.md explains the steps.",
  ],
  operands: [{ name: "instance", says: "An instance's reference or title." }],
  options: {},
  moments: "any",
  identity: "person:ada",
  examples: ["partita trace my-guestbook"],
  run: async ({ master, operands: [name = ""], show }) => {
    const instance = await referenceOf(master, name);
    const answer = await master.ask("instance-trail", { instance });
    show(answer, () => `${instance} in ${answer.tree}\n\n${trailText(answer.steps)}`);
    return "done";
  },
});
