/** Files that are there whole or not at all, and that nobody else may read. */
import { randomBytes } from "node:crypto";
import { link, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** Of a name that no other process chooses. */
const nameBytes = 6;
const ownerOnly = 0o600;
/** Others may do nothing; a group may read, since secrets are handed to containers that way. */
const modesRefused = 0o027;

/** False when there is one of that name already: of several processes, one writes it. */
export async function writeOnce(path: string, text: string): Promise<boolean> {
  return await written(path, text, async (draft) => {
    try {
      // Fails when the name is taken.
      await link(draft, path);
      return true;
    } catch (cause) {
      if (hasCode(cause, "EEXIST")) return false;
      throw new Error(`${path} cannot be written`, { cause });
    }
  });
}

/** In the place of the one that may be there. */
export async function replaceFile(path: string, text: string): Promise<void> {
  await written(path, text, (draft) => rename(draft, path));
}

/** Undefined when there is none; throws when others than its owner may read it. */
export async function readSecret(path: string): Promise<string | undefined> {
  try {
    await demandPrivate(path);
    return await readFile(path, "utf8");
  } catch (cause) {
    if (hasCode(cause, "ENOENT")) return undefined;
    throw cause;
  }
}

/** Of a file or a folder. */
export async function demandPrivate(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & modesRefused) === 0) return;
  throw new Error(`${path} is open to others; close it: chmod go-rwx ${path}`);
}

export function hasCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && "code" in cause && cause.code === code;
}

async function written<T>(
  path: string,
  text: string,
  place: (draft: string) => Promise<T>,
): Promise<T> {
  const draft = `${path}.${randomBytes(nameBytes).toString("hex")}.draft`;
  try {
    await writeFile(draft, text, { mode: ownerOnly, flush: true });
    const placed = await place(draft);
    await keepFolder(dirname(path));
    return placed;
  } finally {
    await rm(draft, { force: true });
  }
}

/** A name is durable only when its folder is. */
async function keepFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
