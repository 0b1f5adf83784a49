/**
 * Everything that happened to an instance, in order, with what caused it: `partita trace` prints
 * this.
 */
import type { Static } from "typebox";
import { Type } from "typebox";
import { Instant } from "../instant.ts";
import { Position } from "../position.ts";
import { ActorId, Reference } from "../reference.ts";
import { defineQuery } from "./define.ts";

export const TrailStep = Type.Object({
  position: Position,
  movement: Type.String(),
  kind: Type.String(),
  recordedAt: Instant,
  actor: ActorId,
  causes: Type.Array(Type.String()),
  resource: Type.String(),
  quantity: Type.String(),
  /** The same in words. */
  says: Type.String(),
});
export type TrailStep = Static<typeof TrailStep>;

export const instanceTrail = defineQuery({
  name: "instance-trail",
  says: "What happened to this instance and its tree, step by step?",
  path: "/v1/instances/:instance/trail",
  parameters: Type.Object({ instance: Reference }),
  answer: Type.Object({
    instance: Type.String(),
    tree: Type.String(),
    steps: Type.Array(TrailStep),
    position: Position,
  }),
});
