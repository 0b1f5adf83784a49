/** Whether the Master serves, and how far its projections are behind the log. */
import { Type } from "typebox";
import { Position } from "../position.ts";
import { defineQuery } from "./define.ts";

export const health = defineQuery({
  name: "health",
  says: "Is the Master up, and how far are its projections?",
  path: "/v1/health",
  moments: "none",
  parameters: Type.Object({}),
  answer: Type.Object({
    status: Type.Enum(["up"]),
    /** Last position of the log. */
    log: Position,
    /** Position of the projections. */
    position: Position,
  }),
});
