/** Remembers which key and which checkpoint of a log were seen last, between two verifications. */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { NoteInvalid, readKey } from "@partita/schemas/log/signed-note.ts";
import { UsageError } from "#cli/usage-error.ts";
import type { Seen } from "./check-master.ts";

/** Undefined when there is no such file yet. */
export function readState(path: string): Seen | undefined {
  const text = readOrNothing(path);
  if (text === undefined) return undefined;
  try {
    const state: unknown = JSON.parse(text);
    if (isSeen(state)) {
      readKey(state.key);
      return { key: state.key, checkpoint: state.checkpoint };
    }
  } catch (cause) {
    if (!(cause instanceof SyntaxError || cause instanceof NoteInvalid)) throw cause;
  }
  throw new UsageError(`The state file ${path} holds no key and checkpoint of a log.`);
}

/** Whole or not at all. */
export function writeState(path: string, seen: Seen): void {
  try {
    writeFileSync(`${path}.new`, `${JSON.stringify(seen)}\n`);
    renameSync(`${path}.new`, path);
  } catch (cause) {
    throw new UsageError(`The state file ${path} cannot be written.`, { cause });
  }
}

function readOrNothing(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined;
    throw new UsageError(`The state file ${path} cannot be read.`, { cause });
  }
}

function isSeen(value: unknown): value is Seen {
  if (typeof value !== "object" || value === null) return false;
  const isText = (name: string) => name in value && typeof Reflect.get(value, name) === "string";
  return isText("key") && isText("checkpoint");
}
