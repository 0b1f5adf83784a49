/** `partita command`: what became of a command whose answer was lost. */
import { movementLine } from "#cli/movement-line.ts";
import { defineVerb } from "#cli/verb.ts";

export const command = defineVerb({
  name: "command",
  says: "Say what a command wrote, by its id.",
  details: [
    "For a command whose answer was lost (outcome-unknown names its id). Only whoever sent it " +
      "and auditors learn of it; what was refused or changed nothing has written nothing.",
  ],
  operands: [{ name: "id", says: "The command's id; a movement's is this one and its number." }],
  options: {},
  identity: "person:ada",
  examples: ["partita command 7d0c3a50-0000-8000-8000-000000000001"],
  run: async ({ master, operands: [id = ""], show }) => {
    // The id of a movement says which command wrote it.
    const outcome = await master.ask("command-outcome", { command: id.split("/")[0] ?? "" });
    show(outcome, () => outcome.movements.map(movementLine).join("\n"));
    return "done";
  },
});
