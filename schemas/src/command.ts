/** A wish: who asks what of which stream, when, and because of what. */
import type { Static } from "typebox";
import type { commandKinds } from "./commands/registry.ts";
import type { ActorId } from "./reference.ts";

type Declared = (typeof commandKinds)[number];
export type CommandKind = Declared["kind"];

export type Command<K extends CommandKind = CommandKind> = {
  [D in Declared as D["kind"]]: {
    readonly kind: D["kind"];
    /** A UUID; the movements that answer carry it. */
    readonly id: string;
    readonly actor: ActorId;
    readonly at: string;
    readonly streamId: string;
    readonly causes: readonly string[];
    readonly detail: Static<D["detail"]>;
  };
}[K];

/** The commands that may be sent to streams of one category. */
export type CommandOf<C extends string> = Command<Extract<Declared, { stream: C }>["kind"]>;
