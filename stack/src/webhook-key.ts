/** Keeps the key that the secrets of all webhooks are derived from, in a file of its owner only. */
import { randomBytes } from "node:crypto";
import { link, readFile, rm, writeFile } from "node:fs/promises";
import { webhookKeyBytes } from "@partita/schemas";

/** Of a name that no other process chooses. */
const nameBytes = 6;

/**
 * Makes it where there is none; of several processes that do so at once, one makes it. Throws when
 * the file holds something else: with another key, no receiver would believe us any more.
 */
export async function webhookKey(path: string): Promise<Buffer> {
  return (await readKey(path)) ?? (await makeKey(path));
}

async function readKey(path: string): Promise<Buffer | undefined> {
  const text = await readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return undefined;
    throw new Error(`${path} cannot be read`, { cause });
  });
  if (text === undefined) return undefined;
  const key = Buffer.from(text.trim(), "base64url");
  if (key.length === webhookKeyBytes && key.toString("base64url") === text.trim()) return key;
  throw new Error(`${path} does not hold the key of webhooks; bring it back from a backup`);
}

async function makeKey(path: string): Promise<Buffer> {
  const making = `${path}.${randomBytes(nameBytes).toString("hex")}`;
  const text = `${randomBytes(webhookKeyBytes).toString("base64url")}\n`;
  await writeFile(making, text, { mode: 0o600, flush: true });
  try {
    // Fails when the name is taken: then that key is everybody's.
    await link(making, path);
  } catch (cause) {
    const isTaken = cause instanceof Error && "code" in cause && cause.code === "EEXIST";
    if (!isTaken) throw new Error(`no key of webhooks could be made at ${path}`, { cause });
  } finally {
    await rm(making, { force: true });
  }
  const kept = await readKey(path);
  if (kept === undefined) throw new Error(`the key of webhooks at ${path} disappeared`);
  return kept;
}
