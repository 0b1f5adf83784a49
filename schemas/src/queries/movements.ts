/** The log itself, in global order. */
import type { Static } from "typebox";
import { Type } from "typebox";
import { Instant } from "../instant.ts";
import { Frame } from "../movement-frame.ts";
import { movementKinds } from "../movements/registry.ts";
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
    /** What was left out, since it is not for this reader: `detail.parameters`. */
    redacted: Type.Optional(Type.Array(Type.String())),
  }),
]);
export type RecordedMovement = Static<typeof RecordedMovement>;

const categories = [...new Set(movementKinds.map(({ stream }) => stream))];

export const movements = defineQuery({
  name: "movements",
  says: "What is in the log after this position?",
  path: "/v1/movements",
  moments: "known",
  parameters: Type.Object({
    after: Type.Optional(Position),
    limit: Type.Optional(Type.String({ pattern: "^[1-9]\\d{0,3}$" })),
    /** Of these kinds only, with commas between them. */
    kind: Type.Optional(Type.String({ pattern: "^[a-z-]{1,64}(,[a-z-]{1,64})*$" })),
    /** Of streams of this category only. */
    category: Type.Optional(Type.Enum(categories)),
    /** Of this stream only: `computer-COMP-1`. */
    stream: Type.Optional(Type.String({ pattern: `^(${categories.join("|")})-.{1,200}$` })),
    /** `cloudevents`: each movement in that envelope. */
    envelope: Type.Optional(Type.Enum(["none", "cloudevents"])),
  }),
  answer: Type.Object({
    movements: Type.Array(RecordedMovement),
    /** Ask again after it; what lies before it was looked through, shown or not. */
    position: Position,
    /** Whether the log went on after this position. */
    more: Type.Optional(Type.Boolean()),
  }),
});
