/** When a question is asked of: what was true then, and what was known then. */
import { type TSchema, Type } from "typebox";
import { Instant } from "./instant.ts";
import { Position } from "./position.ts";

/** Known at a place in the log, or at an instant: what had been recorded by then. */
export const KnownAt = Type.String({ pattern: `${patternOf(Position)}|${patternOf(Instant)}` });

/** Both are texts with a pattern, which the type of a schema does not tell. */
function patternOf(schema: TSchema): string {
  return "pattern" in schema ? String(schema.pattern) : "";
}
