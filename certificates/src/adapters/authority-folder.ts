/**
 * The folder of the authority: a file for each certificate that signs, with its encrypted key,
 * never changed once it is there (`root-1.pem`, `issuing-1.pem`); and one for each server's.
 */
import { createHash, createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import {
  demandPrivate,
  readSecret,
  replaceFile,
  writeOnce,
} from "#certificates/adapters/durable-file.ts";
import { decryptKey, encryptKey } from "#certificates/adapters/encrypted-key.ts";
import type { ServerPair, ServerShelf } from "#certificates/authority-of.ts";
import { type CaCertificate, readCaCertificate } from "#certificates/ca-certificate.ts";
import { blocksOf } from "#certificates/pem.ts";
import { pemOfKey } from "#certificates/x509.ts";

const keyLabel = "ENCRYPTED PRIVATE KEY";
const digestCharacters = 16;

export type Level = "root" | "issuing";

/** What one file holds; a root's key is decrypted only when it is to sign. */
export type KeptSigner = {
  readonly path: string;
  readonly certificate: CaCertificate;
  readonly bridges: readonly CaCertificate[];
  unlock(): KeyObject;
};

export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await demandPrivate(folder);
}

/** Paths from the oldest to the newest. Throws when one is missing in between. */
export async function signersIn(folder: string, level: Level): Promise<readonly string[]> {
  const names = await readdir(folder);
  const numbers = names
    .map((name) => Number(new RegExp(`^${level}-([1-9]\\d*)\\.pem$`).exec(name)?.[1] ?? 0))
    .filter((number) => number > 0)
    .sort((one, other) => one - other);
  return numbers.map((number, index) => {
    const path = signerPath(folder, level, index + 1);
    if (number === index + 1) return path;
    throw new Error(`${path} is missing; bring it back from a backup`);
  });
}

export function signerPath(folder: string, level: Level, number: number): string {
  return join(folder, `${level}-${number}.pem`);
}

export async function readSigner(path: string, passphrase: string): Promise<KeptSigner> {
  const text = (await readSecret(path)) ?? "";
  const [certificate, ...bridges] = certificatesIn(text, path);
  if (certificate === undefined) throw damaged(path);
  return { path, certificate, bridges, unlock: () => unlocked({ text, path, passphrase }) };
}

function certificatesIn(text: string, path: string): readonly CaCertificate[] {
  try {
    return blocksOf(text, "CERTIFICATE").map(readCaCertificate);
  } catch (cause) {
    throw damaged(path, cause);
  }
}

type Locked = { readonly text: string; readonly path: string; readonly passphrase: string };

/** The text has a certificate; whether the key is its own shows when it was decrypted. */
function unlocked({ text, path, passphrase }: Locked): KeyObject {
  const [block] = blocksOf(text, keyLabel);
  if (block === undefined)
    throw new Error(`${path} holds no key, which is needed now; bring it back from where it is`);
  const key = decrypted(block, path, passphrase);
  if (new X509Certificate(text).checkPrivateKey(key)) return key;
  throw damaged(path);
}

function decrypted(block: string, path: string, passphrase: string): KeyObject {
  try {
    return decryptKey(block, passphrase);
  } catch (cause) {
    const says = "is not encrypted under this passphrase, or is damaged";
    throw new Error(`the key in ${path} ${says}; bring both back from the same backup`, { cause });
  }
}

function damaged(path: string, cause?: unknown): Error {
  return new Error(`${path} is damaged; bring it back from a backup`, { cause });
}

/** False when another process wrote that one first. */
export async function keepSigner(
  path: string,
  passphrase: string,
  made: { readonly privateKey: KeyObject; readonly pems: readonly string[] },
): Promise<boolean> {
  const key = await encryptKey(made.privateKey, passphrase);
  return await writeOnce(path, [key, ...made.pems].join(""));
}

/** What cannot be read any more is missing, and hence made anew: nobody trusts it in particular. */
export function serverShelf(folder: string, passphrase: string): ServerShelf {
  // Servers look each minute whether theirs is due; to decrypt it takes some 50 ms.
  let last: { readonly text: string; readonly pair: ServerPair } | undefined;
  return {
    find: async (names) => {
      const path = serverPath(folder, names);
      const text = await readSecret(path);
      if (text === undefined) return undefined;
      if (text === last?.text) return last.pair;
      try {
        const key = pemOfKey(unlocked({ text, path, passphrase }));
        const pair = { key, cert: blocksOf(text, "CERTIFICATE").join("") };
        last = { text, pair };
        return pair;
      } catch {
        return undefined;
      }
    },
    keep: async (names, { key, cert }) => {
      const encrypted = await encryptKey(createPrivateKey(key), passphrase);
      await replaceFile(serverPath(folder, names), encrypted + cert);
    },
  };
}

/** Named by a digest: the names together may be longer than that of a file. */
function serverPath(folder: string, names: readonly string[]): string {
  const digest = createHash("sha256").update(JSON.stringify(names)).digest("hex");
  return join(folder, `server-${digest.slice(0, digestCharacters)}.pem`);
}
