/** `partita replay`: makes all rows anew from the log, and compares them with the live ones. */
import { defineVerb } from "#cli/verb.ts";

/** Started rather than imported, since this tool only speaks HTTP. */
const program = "stack/src/main-replay.ts";

export const replay = defineVerb({
  name: "replay",
  says: "Rebuild every projection from nothing, and compare with the live ones.",
  details: [
    "Every option goes on to the program that replays: --at <instant> (only what took effect by " +
      "then), --known-at <position or instant> (only what was recorded by then), --into <folder> " +
      "(JSON lines, one file per projection) or --into schema:<name> (plain tables in the " +
      "database), and --json.",
    "The log is that of $DATABASE_URL and $EVENTSTORE_URL, else of the house of this clone, " +
      "whether it runs or not.",
    "Ends with 0 when all are equal, with 1 when one differs (and says where first) or it could " +
      "not be done, with 2 when the options were not understood.",
  ],
  operands: [],
  options: {},
  passesOn: true,
  examples: [
    "partita replay",
    "partita replay --at 2026-06-30T23:59:59.999Z --into schema:half_year",
    "partita replay --known-at 120000 --into ./rows --json",
  ],
  run: ({ operands, world }) => world.run(program, operands),
});
