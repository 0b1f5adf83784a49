/** Keeps the Master's signing key in a file that only its owner reads; makes it at first start. */
import { createPrivateKey, generateKeyPairSync, randomBytes } from "node:crypto";
import { link, open, readFile, rm } from "node:fs/promises";
import { keyText, readKey, type Signer } from "@partita/schemas/log/signed-note.ts";

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const pkcs8Prefix = Buffer.from("302e020100300506032b657004220420", "hex");
const algorithm = 1;
const keyBytes = 32;
const label = "PRIVATE+KEY+";
/** So that two Masters never have logs of one name. */
const nameBytes = 6;

/**
 * `path` names a file that exists, or a place for a new one. The file holds one line,
 * `PRIVATE+KEY+name+hash+key`, as the tools of other transparency logs write it. Throws when it
 * holds anything else.
 */
export async function signingKey(path: string): Promise<Signer> {
  return (await readSigner(path)) ?? (await makeSigner(path));
}

async function readSigner(path: string): Promise<Signer | undefined> {
  try {
    return signerOf((await readFile(path, "utf8")).trim());
  } catch (cause) {
    if (isFault(cause, "ENOENT")) return undefined;
    throw new Error(`the signing key in ${path} cannot be used`, { cause });
  }
}

function signerOf(line: string): Signer {
  const parts = line.slice(label.length).split("+");
  const [name, hint, ...rest] = parts;
  const typed = Buffer.from(rest.join("+"), "base64");
  if (!line.startsWith(label) || name === undefined || hint === undefined)
    throw new Error(`it does not read ${label}name+hash+key`);
  if (typed[0] !== algorithm || typed.length !== 1 + keyBytes)
    throw new Error("it is not a key for Ed25519");
  const key = Buffer.concat([pkcs8Prefix, typed.subarray(1)]);
  const signer = { name, privateKey: createPrivateKey({ key, format: "der", type: "pkcs8" }) };
  if (!keyText(signer).startsWith(`${name}+${hint}+`))
    throw new Error("its hash is not that of the key: a letter was changed");
  readKey(keyText(signer));
  return signer;
}

async function makeSigner(path: string): Promise<Signer> {
  const name = `partita/${randomBytes(nameBytes).toString("hex")}`;
  const { privateKey } = generateKeyPairSync("ed25519");
  const signer = { name, privateKey };
  const octets = privateKey.export({ format: "der", type: "pkcs8" }).subarray(pkcs8Prefix.length);
  const encoded = Buffer.concat([Buffer.of(algorithm), octets]).toString("base64");
  const hint = keyText(signer)
    .slice(name.length + 1)
    .split("+")[0];
  await writeOnce(path, `${label}${name}+${hint}+${encoded}\n`);
  // Another process may have been first; then its key is everybody's.
  const kept = await readSigner(path);
  if (kept === undefined) throw new Error(`the signing key in ${path} disappeared`);
  return kept;
}

/** Whole and on disk before it has its name; what has the name already stays. */
async function writeOnce(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomBytes(nameBytes).toString("hex")}`;
  const file = await open(draft, "wx", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
    await link(draft, path);
  } catch (cause) {
    if (!isFault(cause, "EEXIST"))
      throw new Error(`no signing key could be made in ${path}`, { cause });
  } finally {
    await file.close();
    await rm(draft, { force: true });
  }
}

function isFault(cause: unknown, code: string): boolean {
  return cause instanceof Error && "code" in cause && cause.code === code;
}
