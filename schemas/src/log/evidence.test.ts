import { expect, test } from "vitest";
import { aSigner } from "../testing/a-signer.ts";
import { naiveConsistency, naiveInclusion, naiveRoot } from "../testing/naive-tree.ts";
import { signCheckpoint } from "./checkpoint.ts";
import { checkEvidence, type Evidence, evidenceFormat } from "./evidence.ts";
import { leafHash } from "./hashes.ts";
import { keyText } from "./signed-note.ts";

const signer = aSigner();
const key = keyText(signer);
const all = Array.from({ length: 7 }, (_, index) => leafHash(`{"leaf":${index}}`));
const texts = (path: readonly Buffer[]) => path.map((hash) => hash.toString("base64"));
const at = (size: number) => signCheckpoint(size, naiveRoot(all.slice(0, size)), signer).note;

const evidence: Evidence = {
  format: evidenceFormat,
  leaf: '{"leaf":5}',
  index: 5,
  inclusion: texts(naiveInclusion(5, all)),
  checkpoint: at(7),
  key,
  older: { checkpoint: at(3), consistency: texts(naiveConsistency(3, all)) },
};

test("evidence proves that the leaf stands in the tree, and that it continues the old", () => {
  const { checkpoint, older } = checkEvidence(evidence, key);
  expect([checkpoint.size, older?.size]).toEqual([7, 3]);
});

test("evidence without an older checkpoint is enough", () => {
  const { older: _, ...alone } = evidence;
  expect(checkEvidence(alone, key).older).toBeUndefined();
});

test.each([
  ["another leaf", { leaf: '{"leaf":6}' }, /does not stand at 5/],
  ["another index", { index: 4 }, /does not stand at 4/],
  ["a shorter path", { inclusion: evidence.inclusion.slice(1) }, /does not stand/],
  ["an older tree", { checkpoint: at(6) }, /does not stand/],
  ["no checkpoint", { checkpoint: "" }, /not a signed note/],
  ["another format", { format: "partita evidence 2" }, /not an evidence file/],
  ["a field too many", { more: 1 }, /not an evidence file/],
  [
    "another older tree",
    { older: { checkpoint: at(4), consistency: texts(naiveConsistency(3, all)) } },
    /not the beginning/,
  ],
])("evidence with %s is refused", (_, change, says) => {
  expect(() => checkEvidence({ ...evidence, ...change }, key)).toThrow(says);
});

test("a key that the file brings along is not trusted for that", () => {
  const stranger = aSigner("stranger");
  expect(() => checkEvidence(evidence, keyText(stranger))).toThrow("carries no signature");
});
