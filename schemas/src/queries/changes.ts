/** What became different between two moments, row by row and in words: `partita diff` asks it. */
import type { Static } from "typebox";
import { Type } from "typebox";
import { Instant } from "../instant.ts";
import { KnownAt } from "../moment.ts";
import { Position } from "../position.ts";
import { defineQuery } from "./define.ts";

/** Most changes in one answer, and rows looked at for it; ask again after `next` for more. */
export const changesPageMax = 500;

export const RowChanged = Type.Object({
  /** The projection whose row it is: `instance-status`. */
  projection: Type.String(),
  key: Type.String(),
  change: Type.Enum(["added", "removed", "changed"]),
  /** In words: `instance status my-guestbook: phase requested → started`. */
  says: Type.String(),
  fields: Type.Array(
    Type.Object({
      /** With dots where it lies deeper: `award.seller`. */
      field: Type.String(),
      before: Type.Optional(Type.String()),
      after: Type.Optional(Type.String()),
    }),
  ),
});
export type RowChanged = Static<typeof RowChanged>;

export const changes = defineQuery({
  name: "changes",
  says: "What became different between two moments?",
  path: "/v1/changes",
  parameters: Type.Object({
    /**
     * The earlier moment; the later one is `at` and `knownAt`, as everywhere. What only one of them
     * names holds for both; when no name is given, it is before everything.
     */
    fromAt: Type.Optional(Instant),
    fromKnownAt: Type.Optional(KnownAt),
    /** Of this projection only: `instance-status`. */
    projection: Type.Optional(Type.String({ pattern: "^[a-z-]{1,64}$" })),
    /** Continue where an answer said `next`. */
    after: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
  }),
  answer: Type.Object({
    changes: Type.Array(RowChanged),
    /** The position that the earlier moment was computed at. */
    fromPosition: Position,
    /** There may be more: ask again after it. Absent: this was all. */
    next: Type.Optional(Type.String()),
    position: Position,
  }),
});
