/** What became of a command whose answer was lost: the movements that it wrote, found by its id. */
import { Type } from "typebox";
import { Position } from "../position.ts";
import { defineQuery } from "./define.ts";
import { RecordedMovement } from "./movements.ts";

export const commandOutcome = defineQuery({
  name: "command-outcome",
  says: "What became of this command?",
  path: "/v1/commands/:command",
  moments: "none",
  parameters: Type.Object({
    /** A UUID: the movements of a command are numbered under it, `…/0`. */
    command: Type.String({
      pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
    }),
  }),
  answer: Type.Object({
    command: Type.String(),
    /** All that it wrote, in its order; never empty. */
    movements: Type.Array(RecordedMovement, { minItems: 1 }),
    /** Of the last of its movements. */
    position: Position,
  }),
});
