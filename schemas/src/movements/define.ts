/**
 * Declares one kind of movement: its name, the stream it lives in, its detail, and one example of
 * it.
 */
import type { Static, TSchema } from "typebox";
import type { Frame } from "../movement-frame.ts";

/** The example is type check, test default, reference page and stored-format fixture at once. */
export function defineMovement<K extends string, C extends string, D extends TSchema>(declared: {
  readonly kind: K;
  readonly stream: C;
  /** One sentence for the reference page: what happened. */
  readonly says: string;
  readonly detail: D;
  readonly example: Frame & { readonly detail: Static<D> };
}) {
  return declared;
}
