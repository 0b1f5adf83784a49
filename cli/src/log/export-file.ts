/** Writes an exported log while it is being verified: a header, then one leaf per line. */
import { type FileHandle, open, rename } from "node:fs/promises";
import { logHeader } from "@partita/schemas/log/log-file.ts";
import { UsageError } from "#cli/usage-error.ts";

export type Export = {
  readonly begin: (checkpoint: string, key: string) => Promise<void>;
  readonly take: (leaf: string) => Promise<void>;
  /** Gives the file its name; until then it has another. */
  readonly end: () => Promise<void>;
};

/** Movements carry connection parameters, hence passwords. */
const secretFileMode = 0o600;

/** Characters that are collected before they are written: one call per leaf would be slow. */
const bufferCharacters = 256 * 1024;

export async function exportTo(path: string): Promise<Export> {
  const draft = `${path}.part`;
  const file: FileHandle = await open(draft, "w", secretFileMode).catch((cause) => {
    throw new UsageError(`The log cannot be exported to ${path}.`, { cause });
  });
  let waiting = "";
  const flush = async () => {
    await file.writeFile(waiting);
    waiting = "";
  };
  const line = async (text: string) => {
    waiting += `${text}\n`;
    if (waiting.length >= bufferCharacters) await flush();
  };
  return {
    begin: (checkpoint, key) => line(logHeader(checkpoint, key)),
    take: line,
    end: async () => {
      await flush();
      await file.close();
      await rename(draft, path);
    },
  };
}
