/** A secret in a file of its owner only: made when there is none that is good. */
import { createHash, randomBytes } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

const secretBytes = 32;
const ownerOnly = 0o600;
const ownerOnlyFolder = 0o700;

export type Secret = {
  /** Whether what the file holds still does; asked with its hash. */
  readonly isGood: (hash: string) => boolean;
  /** Makes a new one known by its hash. When it throws, the file stays as it was. */
  readonly issue: (hash: string) => Promise<void>;
};

/** The secret as the file holds it afterwards. Throws when the file is something else. */
export async function keptSecret(path: string, { isGood, issue }: Secret): Promise<string> {
  const kept = await read(path);
  if (kept !== undefined && isGood(hashOf(kept))) return kept;
  await mkdir(dirname(path), { recursive: true, mode: ownerOnlyFolder });
  const secret = randomBytes(secretBytes).toString("base64url");
  const draft = `${path}.new`;
  // On the disk before it is known: a secret that is known and that nobody has helps nobody.
  await writeFile(draft, `${secret}\n`, { mode: ownerOnly, flush: true });
  try {
    await issue(hashOf(secret));
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
  return secret;
}

/** SHA-256 in hex, as the log has it. */
export function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

async function read(path: string): Promise<string | undefined> {
  const text = await readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return undefined;
    throw new Error(`${path} cannot be read`, { cause });
  });
  const secret = text?.trim();
  if (secret === undefined || /^[A-Za-z0-9_-]{43}$/.test(secret)) return secret;
  throw new Error(`${path} does not hold a token; delete it, and the next start makes a new one`);
}
