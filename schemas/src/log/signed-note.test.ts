import { expect, test } from "vitest";
import { aSigner } from "../testing/a-signer.ts";
import { keyText, NoteInvalid, openNote, readKey, signNote } from "./signed-note.ts";

// The example of Go's package golang.org/x/mod/sumdb/note.
const peter = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const text =
  "If you think cryptography is the answer to your problem,\n" +
  "then you don't know what your problem is.\n";
const note =
  `${text}\n— PeterNeumann ` +
  "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

test("a note of another implementation is opened", () => {
  expect(openNote(note, peter)).toBe(text);
});

test("a note that we sign is opened with our key, and is the same each time", () => {
  const signer = aSigner();
  const ours = signNote("one\n\ntwo\n", signer);
  expect(openNote(ours, keyText(signer))).toBe("one\n\ntwo\n");
  expect(signNote("one\n\ntwo\n", signer)).toBe(ours);
});

test("signatures of others may stand beside ours", () => {
  const [one, other] = [aSigner("one"), aSigner("other")];
  const both = signNote(text, one) + signNote(text, other).slice(text.length + 1);
  expect(openNote(both, keyText(one))).toBe(text);
  expect(openNote(both, keyText(other))).toBe(text);
  expect(() => openNote(both, keyText(aSigner("third")))).toThrow("carries no signature");
});

test("a note with any character changed is not opened", () => {
  for (let at = 0; at < note.length; at++) {
    const changed = note.slice(0, at) + (note[at] === "A" ? "B" : "A") + note.slice(at + 1);
    expect(() => openNote(changed, peter), `changed at ${at}`).toThrow(NoteInvalid);
  }
});

test("a note with any character left out is not opened", () => {
  for (let at = 0; at < note.length; at++)
    expect(() => openNote(note.slice(0, at) + note.slice(at + 1), peter)).toThrow(NoteInvalid);
});

test("another key of the same name opens nothing", () => {
  const stranger = keyText({ ...aSigner("stranger"), name: "PeterNeumann" });
  expect(() => openNote(note, stranger)).toThrow("carries no signature");
});

test.each(["", "name", "name+00000000+AA==", peter.replace("c74f", "c74e"), `${peter}A`])(
  'the key "%s" is refused',
  (key) => {
    expect(() => readKey(key)).toThrow(NoteInvalid);
  },
);

test("a key says its name", () => {
  expect(readKey(peter).name).toBe("PeterNeumann");
});
