import { expect, test } from "vitest";
import { aSigner } from "../testing/a-signer.ts";
import { openCheckpoint, signCheckpoint } from "./checkpoint.ts";
import { leafHash } from "./hashes.ts";
import { keyText, NoteInvalid, signNote } from "./signed-note.ts";

const signer = aSigner();
const key = keyText(signer);
const root = leafHash("any");

test("a checkpoint is a note of the log's name, its size and its root", () => {
  const { note } = signCheckpoint(1234, root, signer);
  expect(note.split("\n").slice(0, 4)).toEqual([
    "test.example/log",
    "1234",
    root.toString("base64"),
    "",
  ]);
  expect(openCheckpoint(note, key)).toEqual({ size: 1234, root, note });
});

test("lines that others may add in later versions are let be", () => {
  const note = signNote(`test.example/log\n1\n${root.toString("base64")}\nmore\n`, signer);
  expect(openCheckpoint(note, key).size).toBe(1);
});

test.each([
  ["no root", "test.example/log\n1\n"],
  ["a size with a zero before", `test.example/log\n01\n${root.toString("base64")}\n`],
  ["a size that no log has", `test.example/log\n9999999999999999\n${root.toString("base64")}\n`],
  ["a root that is short", `test.example/log\n1\n${root.subarray(1).toString("base64")}\n`],
  ["another origin", `other.example/log\n1\n${root.toString("base64")}\n`],
])("a note with %s is refused, however well it is signed", (_, text) => {
  expect(() => openCheckpoint(signNote(text, signer), key)).toThrow(NoteInvalid);
});
