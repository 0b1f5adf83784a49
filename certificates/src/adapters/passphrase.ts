/** The passphrase that every key of the house is encrypted under, in a file of its own. */
import { hkdfSync, randomBytes, scrypt } from "node:crypto";
import { promisify } from "node:util";
import { readSecret, writeOnce } from "#certificates/adapters/durable-file.ts";

const passphraseBytes = 32;
/** Somebody may bring their own; below this it could be guessed. */
const passphraseCharactersMin = 20;
const sealingKeyBytes = 32;

/** Undefined when there is none; throws when it is open to others, or too short. */
export async function readPassphrase(path: string): Promise<string | undefined> {
  const passphrase = (await readSecret(path))?.trim();
  if (passphrase === undefined || passphrase.length >= passphraseCharactersMin) return passphrase;
  const says = `is shorter than ${passphraseCharactersMin} characters`;
  throw new Error(`the passphrase in ${path} ${says}; bring it back from a backup`);
}

/** Of several processes that make it at once, one does. */
export async function makePassphrase(path: string): Promise<string> {
  await writeOnce(path, `${randomBytes(passphraseBytes).toString("base64url")}\n`);
  const kept = await readPassphrase(path);
  if (kept === undefined) throw new Error(`the passphrase at ${path} disappeared`);
  return kept;
}

const derive = promisify<string, string, number, Buffer>(scrypt);

/** What kept keys are sealed with; takes some 50 ms, so that guessing would take long. */
export async function sealingKey(passphrase: string): Promise<Buffer> {
  const secret = await derive(passphrase, "partita certificates", sealingKeyBytes);
  return Buffer.from(hkdfSync("sha256", secret, "", "kept keys", sealingKeyBytes));
}
