/** A movement in the CloudEvents 1.0 envelope, for whoever has tools for that. */
import type { Static } from "typebox";
import { Type } from "typebox";
import { Instant } from "./instant.ts";
import { Position } from "./position.ts";
import { RecordedMovement } from "./queries/movements.ts";

/** Attributes in lower case without hyphens, as the specification wants those of others. */
export const CloudEvent = Type.Object({
  specversion: Type.Literal("1.0"),
  id: Type.String(),
  source: Type.String(),
  type: Type.String(),
  time: Instant,
  subject: Type.String(),
  datacontenttype: Type.Literal("application/json"),
  partitaposition: Position,
  partitarevision: Type.Integer(),
  /** Positions that sort as text, after the extension `sequence`. */
  sequence: Type.String(),
  data: RecordedMovement,
});
export type CloudEvent = Static<typeof CloudEvent>;

/** Relative, since one Master may have several names; with the id it is unique in the log. */
export const cloudEventSource = "/v1/movements";

/** `partita.movement.instance-requested` */
export function movementType(kind: string): string {
  return `partita.movement.${kind}`;
}

/** Most digits of a position of 64 bits. */
const positionDigitsMax = 20;

export function cloudEvent(movement: RecordedMovement): CloudEvent {
  const { id, kind, stream, revision, position, recordedAt } = movement;
  return {
    specversion: "1.0",
    id,
    source: cloudEventSource,
    type: movementType(kind),
    time: recordedAt,
    subject: stream,
    datacontenttype: "application/json",
    partitaposition: position,
    partitarevision: revision,
    sequence: position.padStart(positionDigitsMax, "0"),
    data: movement,
  };
}
