/**
 * Who runs what root must not run: PostgreSQL refuses root, and nobody else's software should have
 * it.
 */
import { readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

export type User = { readonly uid: number; readonly gid: number; readonly name: string };

/**
 * Accounts that every Debian has, the best first; nothing on the host is changed for us (ADR 0008).
 */
const candidates = ["postgres", "nobody"];

/** The user to run as, or undefined when we are not root and simply stay who we are. */
export function unprivilegedUser(
  uid: number | undefined = process.getuid?.(),
  passwd: string | undefined = uid === 0 ? readFileSync("/etc/passwd", "utf8") : undefined,
): User | undefined {
  if (uid !== 0 || passwd === undefined) return undefined;
  const entries = passwd.split("\n").map((line) => line.split(":"));
  for (const name of candidates) {
    const entry = entries.find(([account]) => account === name);
    if (entry !== undefined) return { uid: Number(entry[2]), gid: Number(entry[3]), name };
  }
  throw new Error(
    `started as root, and /etc/passwd has neither of ${candidates.join(", ")} to run ` +
      "PostgreSQL as; start as an ordinary user, or set DATABASE_URL",
  );
}

/**
 * Whether a user may enter every folder on the way to a path, and the path itself if it is a
 * folder.
 */
export function mayReach(user: User, path: string): boolean {
  let folder = resolve(path);
  for (;;) {
    const status = statSync(folder, { throwIfNoEntry: false });
    if (status?.isDirectory() && !mayEnter(user, status)) return false;
    const parent = dirname(folder);
    if (parent === folder) return true;
    folder = parent;
  }
}

function mayEnter(user: User, status: { uid: number; gid: number; mode: number }): boolean {
  if (status.uid === user.uid) return (status.mode & 0o100) !== 0;
  if (status.gid === user.gid) return (status.mode & 0o010) !== 0;
  return (status.mode & 0o001) !== 0;
}
