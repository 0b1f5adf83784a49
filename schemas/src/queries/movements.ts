/** The log itself, in global order. */
import { Type } from "typebox";
import { Instant } from "../instant.ts";
import { Frame } from "../movement-frame.ts";
import { Position } from "../position.ts";
import { ActorId } from "../reference.ts";
import { defineQuery } from "./define.ts";

/** Most movements in one answer; ask again after the last position for more. */
export const movementsPageMax = 1000;

export const RecordedMovement = Type.Intersect([
  Frame,
  Type.Object({
    id: Type.String(),
    kind: Type.String(),
    causes: Type.Array(Type.String()),
    actor: ActorId,
    recordedAt: Instant,
    commandDigest: Type.String(),
    detail: Type.Unknown(),
    stream: Type.String(),
    revision: Type.Integer(),
    position: Position,
  }),
]);

export const movements = defineQuery({
  name: "movements",
  says: "What is in the log after this position?",
  path: "/v1/movements",
  parameters: Type.Object({
    after: Type.Optional(Position),
    limit: Type.Optional(Type.String({ pattern: "^[1-9]\\d{0,3}$" })),
  }),
  answer: Type.Object({ movements: Type.Array(RecordedMovement), position: Position }),
});
