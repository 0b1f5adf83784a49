/** The shapes in which movements are stored today, each with the digest that it is known by. */
import { type TSchema, Type } from "typebox";
import { canonical } from "./canonical.ts";
import { digestOf } from "./derive-id.ts";
import { Instant } from "./instant.ts";
import { Frame } from "./movement-frame.ts";
import { movementKinds } from "./movements/registry.ts";
import { ActorId } from "./reference.ts";

/** What every movement has beside its kind and its detail. */
const StoredFrame = Type.Object({
  id: Type.String(),
  causes: Type.Array(Type.String()),
  actor: ActorId,
  recordedAt: Instant,
  commandDigest: Type.String(),
  ...Frame.properties,
});

export type StoredShape = {
  /** A kind, whose detail this is; or `frame`, what all of them have in common. */
  readonly name: string;
  readonly schema: TSchema;
  readonly digest: string;
  /** One movement of this shape. */
  readonly example: Example;
};
type Example = Readonly<Record<string, unknown>>;

const frameName = "frame";

export const storedShapes: readonly StoredShape[] = [
  shape(frameName, StoredFrame, example("period-closed")),
  ...movementKinds.map(({ kind, detail }) => shape(kind, detail, example(kind))),
];

/** What of a movement a shape of this name describes: all of it, or its detail. */
export function partOf(name: string, movement: { readonly detail?: unknown }): unknown {
  return name === frameName ? movement : movement.detail;
}

/** The same for the same schema, in whatever order its keys are written. */
export function schemaDigest(schema: object): string {
  // Through its text, since a schema carries more than JSON says of it.
  return digestOf(canonical(JSON.parse(JSON.stringify(schema))));
}

function shape(name: string, schema: TSchema, one: Example): StoredShape {
  return { name, schema, digest: schemaDigest(schema), example: one };
}

function example(kind: string): Example {
  const declared = movementKinds.find((candidate) => candidate.kind === kind);
  return {
    id: "00000000-0000-8000-8000-000000000001/0",
    kind,
    causes: [],
    actor: "organisation:master",
    recordedAt: "2026-01-01T00:00:00.000Z",
    commandDigest: digestOf(""),
    ...declared?.example,
  };
}
