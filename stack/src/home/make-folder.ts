/** Makes a folder and those above it, with the same rights whatever the umask. */
import { accessSync, chmodSync, constants, existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Folders that exist stay as they are: they are their owner's business. Throws with what to do when
 * it cannot be made or written.
 */
export function makeFolder(path: string, mode: number): void {
  try {
    makeMissing(path, mode);
    accessSync(path, constants.W_OK | constants.X_OK);
  } catch (cause) {
    const why = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
    throw new Error(
      `${path} cannot be written (${why}); set PARTITA_HOME to a folder that you may write`,
      { cause },
    );
  }
}

/**
 * Folder by folder: Node.js's own recursive way never ends where folders cannot be made, as below
 * /proc.
 */
function makeMissing(path: string, mode: number): void {
  if (existsSync(path)) return;
  makeMissing(dirname(path), mode);
  mkdirSync(path);
  chmodSync(path, mode);
}
