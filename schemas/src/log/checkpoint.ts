/** A checkpoint: how large the log is and its root, signed by the Master (C2SP tlog-checkpoint). */
import { hashBytes } from "./hashes.ts";
import { NoteInvalid, openNote, readKey, type Signer, signNote } from "./signed-note.ts";

export type Checkpoint = {
  /** Leaves of the tree. */
  readonly size: number;
  /** 32 bytes. */
  readonly root: Buffer;
  /** The signed text, as it was published. */
  readonly note: string;
};

/** The first line names the log; it is the name of its key. */
export function signCheckpoint(size: number, root: Buffer, signer: Signer): Checkpoint {
  const text = `${signer.name}\n${size}\n${root.toString("base64")}\n`;
  return { size, root, note: signNote(text, signer) };
}

const body = /^(.+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\n(?:.+\n)*$/;

/** Throws NoteInvalid when the note is not a checkpoint that this key has signed. */
export function openCheckpoint(note: string, key: string): Checkpoint {
  const [, origin, digits, encoded = ""] = body.exec(openNote(note, key)) ?? [];
  const size = Number(digits);
  const root = Buffer.from(encoded, "base64");
  const isRead = Number.isSafeInteger(size) && root.length === hashBytes;
  if (!isRead || root.toString("base64") !== encoded)
    throw new NoteInvalid("what is signed is not a checkpoint");
  if (origin !== readKey(key).name)
    throw new NoteInvalid(`the checkpoint is of another log, ${origin}`);
  return { size, root, note };
}
