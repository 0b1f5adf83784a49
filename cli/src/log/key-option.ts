/** Reads a key from the command line; what is no key is said at once. */
import { NoteInvalid, readKey } from "@partita/schemas/log/signed-note.ts";
import { UsageError } from "#cli/usage-error.ts";

export function keyOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    readKey(text);
    return text;
  } catch (cause) {
    if (cause instanceof NoteInvalid) throw new UsageError(`--key: ${cause.message}.`, { cause });
    throw cause;
  }
}
