/** `partita copy`: copies a log from one store into another. */
import { defineVerb } from "#cli/verb.ts";

/** Started rather than imported, since this tool only speaks HTTP. */
const program = "stack/src/main-copy.ts";

export const copy = defineVerb({
  name: "copy",
  says: "Copy a log from one store into another, and prove that both are the same.",
  details: [
    "Every option goes on to the program that copies: --from <url> and --to <url>, each " +
      "postgres://… or esdb://…, and --json.",
    "In global order, with the same ids, streams and revisions. Run again, it goes on where it " +
      "was; a target that holds something else is refused and stays as it is.",
    "At the end both are read back and hashed to the root of their Merkle tree. Ends with 0 when " +
      "the roots are equal, with 1 when they are not or the copy could not be made, with 2 when " +
      "the options were not understood.",
  ],
  operands: [],
  options: {},
  passesOn: true,
  examples: [
    "partita copy --from postgres://me@old:5432/partita --to esdb://new:2113?tls=true",
    "partita copy --from $DATABASE_URL --to postgres://me@new:5432/partita --json",
  ],
  run: ({ operands, world }) => world.run(program, operands),
});
