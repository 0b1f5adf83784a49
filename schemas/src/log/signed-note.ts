/** A text that is signed, in the format of C2SP signed-note, as transparency logs publish it. */
import { createHash, createPublicKey, type KeyObject, sign, verify } from "node:crypto";

/** The kind of signature: Ed25519 over the whole text. */
const algorithm = 1;
/** Bytes of the key's hash that stand before each signature, as a hint which key it is. */
const hintBytes = 4;
const keyBytes = 32;
/** What stands before the 32 bytes of an Ed25519 key in SubjectPublicKeyInfo (RFC 8410). */
const spkiPrefix = Buffer.from("302a300506032b6570032100", "hex");

export type Signer = { readonly name: string; readonly privateKey: KeyObject };

/** Thrown when a note or a key cannot be read, or the note is not signed by the key. */
export class NoteInvalid extends Error {
  override readonly name = "NoteInvalid";
}

/** `text` ends with a line break. The same text gets the same note: Ed25519 has no chance in it. */
export function signNote(text: string, { name, privateKey }: Signer): string {
  const hint = hintOf(name, publicBytes(createPublicKey(privateKey)));
  const signature = Buffer.concat([hint, sign(null, Buffer.from(text), privateKey)]);
  return `${text}\n— ${name} ${signature.toString("base64")}\n`;
}

/** The text of a note that this key has signed; throws NoteInvalid when it has not. */
export function openNote(note: string, key: string): string {
  const { name, publicKey } = readKey(key);
  const end = note.lastIndexOf("\n\n");
  const text = note.slice(0, end + 1);
  const lines = note.slice(end + 2).split("\n");
  if (end < 0 || lines.pop() !== "") throw new NoteInvalid("this is not a signed note");
  const hint = hintOf(name, publicKey);
  const signatures = lines.map(readSignature).filter((one) => one.name === name);
  const ours = signatures.filter(({ octets }) => octets.subarray(0, hintBytes).equals(hint));
  if (ours.length === 0) throw new NoteInvalid(`the note carries no signature of ${key}`);
  const spki = Buffer.concat([spkiPrefix, publicKey]);
  const object = createPublicKey({ key: spki, format: "der", type: "spki" });
  const holds = ours.every(({ octets }) =>
    verify(null, Buffer.from(text), object, octets.subarray(hintBytes)),
  );
  if (!holds) throw new NoteInvalid(`the signature of ${name} does not fit the note`);
  return text;
}

/** `name+hash+key`: the public key as one word, by which notes are checked. */
export function keyText({ name, privateKey }: Signer): string {
  const octets = publicBytes(createPublicKey(privateKey));
  const typed = Buffer.concat([Buffer.of(algorithm), octets]);
  return `${name}+${hintOf(name, octets).toString("hex")}+${typed.toString("base64")}`;
}

/** Throws NoteInvalid when the word is not a key, or its hash is not that of the key. */
export function readKey(text: string): { readonly name: string; readonly publicKey: Buffer } {
  const [, name, hint, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
  if (name === undefined || encoded === undefined)
    throw new NoteInvalid(`"${text}" is not a key; one reads name+hash+key`);
  const typed = Buffer.from(encoded, "base64");
  const publicKey = typed.subarray(1);
  if (typed[0] !== algorithm || publicKey.length !== keyBytes || !isSpelled(encoded, typed))
    throw new NoteInvalid(`the key of ${name} is not for Ed25519`);
  if (hintOf(name, publicKey).toString("hex") !== hint)
    throw new NoteInvalid(`the key of ${name} has a letter changed: its hash is another`);
  return { name, publicKey };
}

function readSignature(line: string): { readonly name: string; readonly octets: Buffer } {
  const [, name, encoded] = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/.exec(line) ?? [];
  if (name === undefined || encoded === undefined)
    throw new NoteInvalid("a signature line of the note cannot be read");
  const octets = Buffer.from(encoded, "base64");
  if (!isSpelled(encoded, octets))
    throw new NoteInvalid("a signature of the note is not spelled as base64 is");
  return { name, octets };
}

/** There is one spelling: nobody shall pass on a note that looks different and is the same. */
function isSpelled(encoded: string, octets: Buffer): boolean {
  return octets.toString("base64") === encoded;
}

function publicBytes(key: KeyObject): Buffer {
  return key.export({ format: "der", type: "spki" }).subarray(spkiPrefix.length);
}

function hintOf(name: string, publicKey: Uint8Array): Buffer {
  const typed = Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(algorithm), publicKey]);
  return createHash("sha256").update(typed).digest().subarray(0, hintBytes);
}
