/** `partita up`: starts the whole house, as `npm start` does. */
import { defineVerb } from "#cli/verb.ts";

/** The house's own program; we start it rather than import it, since this tool only speaks HTTP. */
const program = "stack/src/main.ts";

export const up = defineVerb({
  name: "up",
  says: "Start the house: Master, two computers and a first request, as npm start does.",
  details: [
    "Every option goes on to the house. Without --once it serves until Ctrl-C.",
    "Its home is $PARTITA_HOME, else .partita/ in the clone.",
  ],
  operands: [],
  options: {},
  passesOn: true,
  examples: ["partita up", "partita up --once"],
  run: ({ operands, world }) => world.run(program, operands),
});
