/**
 * Builds a movement for a test from the example of its kind, changing only what the test is about.
 */
import type { Draft, Movement, MovementKind } from "../movement.ts";
import { movementKinds } from "../movements/registry.ts";

type Changes<K extends MovementKind> = Partial<Omit<Movement<K>, "kind" | "detail">> & {
  readonly detail?: Partial<Draft<K>["detail"]>;
};

// Each movement of a test differs from the others, as in a real log.
let counter = 0;

export function a<K extends MovementKind>(kind: K, changes: Changes<K> = {}): Movement<K> {
  const declared = movementKinds.find((candidate) => candidate.kind === kind);
  if (declared === undefined) throw new Error(`no movement kind ${kind}`);
  counter += 1;
  // The registry pairs each kind with an example of its own detail, which a lookup by name forgets.
  return {
    kind,
    id: `00000000-0000-8000-8000-${String(counter).padStart(12, "0")}/0`,
    causes: [],
    actor: "organisation:master",
    recordedAt: "2026-01-01T00:00:00.000Z",
    commandDigest: "",
    ...declared.example,
    ...changes,
    detail: { ...declared.example.detail, ...changes.detail },
  } as unknown as Movement<K>;
}
