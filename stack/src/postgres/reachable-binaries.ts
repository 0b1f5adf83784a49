/**
 * The PostgreSQL programs at a place where an unprivileged user can run them: as they lie, or
 * copied.
 */
import { chmodSync, cpSync, existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { mayReach, type User } from "../home/unprivileged.ts";

/**
 * Copies (60 MB, once) only when the way to `binaries` is closed to `user`, as in root's own home.
 */
export function reachableBinaries(
  binaries: string,
  folder: string,
  user: User | undefined,
): string {
  if (user === undefined || mayReach(user, binaries)) return binaries;
  const copy = join(folder, `postgresql-${versionOf(binaries)}`);
  if (existsSync(copy)) return copy;
  const making = `${copy}.new`;
  rmSync(making, { recursive: true, force: true });
  cpSync(binaries, making, { recursive: true, verbatimSymlinks: true });
  chmodSync(making, 0o755);
  renameSync(making, copy);
  return copy;
}

/** Another version of the package is another copy. */
function versionOf(binaries: string): string {
  const description = JSON.parse(readFileSync(join(binaries, "..", "package.json"), "utf8"));
  return String(description.version);
}
