/** The id of a command: from the Idempotency-Key, so that sending twice writes once; else new. */
import { deriveId } from "@partita/schemas";
import { Type } from "typebox";
import { idempotencyKeyCharactersMax } from "#api/limits.ts";

export const idempotencyHeaders = Type.Object({
  "idempotency-key": Type.Optional(
    Type.String({
      pattern: `^[\\x21-\\x7e]{1,${idempotencyKeyCharactersMax}}$`,
      description:
        "The same key again gives the first answer; another command under it is refused.",
    }),
  ),
});

/** Keys of different actors never meet: each has a namespace of its own. */
export function commandId(actor: string, key: unknown, newId: () => string): string {
  return typeof key === "string" ? deriveId("idempotency-key", actor, key) : newId();
}
