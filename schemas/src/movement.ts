/**
 * The UBM movement: some quantity of a resource goes from one node to another. Immutable for ever.
 */
import type { Static } from "typebox";
import type { Frame } from "./movement-frame.ts";
import type { movementKinds } from "./movements/registry.ts";
import type { ActorId } from "./reference.ts";

type Declared = (typeof movementKinds)[number];
export type MovementKind = Declared["kind"];
export type StreamCategory = Declared["stream"];

/** What a decider answers: the movement without what the command stamps on it. */
export type Draft<K extends MovementKind = MovementKind> = {
  [D in Declared as D["kind"]]: Frame & {
    readonly kind: D["kind"];
    readonly detail: Static<D["detail"]>;
  };
}[K];

/** What the command stamps on each of its movements. */
export type Stamp = {
  /** Command id and index: `…/0`; the same command writes the same ids. */
  readonly id: string;
  /** Ids of the movements this one answers to. */
  readonly causes: readonly string[];
  readonly actor: ActorId;
  readonly recordedAt: string;
  /** Digest of the command, so that a reused id with another content is noticed. */
  readonly commandDigest: string;
};

export type Movement<K extends MovementKind = MovementKind> = {
  [D in MovementKind]: Draft<D> & Stamp;
}[K];

type KindOf<C extends StreamCategory> = Extract<Declared, { stream: C }>["kind"];

/** The movements that may be written to streams of one category. */
export type MovementOf<C extends StreamCategory> = Movement<KindOf<C>>;
export type DraftOf<C extends StreamCategory> = Draft<KindOf<C>>;
