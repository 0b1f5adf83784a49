import { expect, test } from "vitest";
import { type Finding, type Verdict, verdictText } from "#cli/log/finding.ts";
import { say } from "#cli/testing/say.ts";

const nowhere = "http://127.0.0.1:1";

test.each([
  [["--key", "abc"], '--key: "abc" is not a key; one reads name+hash+key.'],
  [["log.jsonl", "--state", "s"], "--state and --export are for a running Master, not for a file."],
  [["/nowhere/log.jsonl"], "/nowhere/log.jsonl cannot be read."],
  [["--export", "/nowhere/log.jsonl"], "The log cannot be exported to /nowhere/log.jsonl."],
])("%j is a mistake that is explained", async (words, told) => {
  expect(await say(["verify", ...words], nowhere)).toEqual({ exit: 2, printed: "", told });
});

test("where no Master answers, that is what is said", async () => {
  expect((await say(["verify"], nowhere)).exit).toBe(3);
});

const finding: Finding = {
  damage: "changed",
  index: 3,
  position: "4",
  movement: "one/0",
  says: "it is not what entered the tree",
};
const verdict: Verdict = {
  subject: "log",
  isWhole: false,
  log: "partita/1",
  key: "k",
  size: 9,
  root: "",
  checked: ["The signature holds."],
  findings: [finding],
};

test("a verdict says what was checked, what is wrong where, and how it ends", () => {
  expect(verdictText(verdict).split("\n")).toEqual([
    "- The signature holds.",
    "! changed, index 3, position 4, one/0: it is not what entered the tree",
    "The log partita/1 is DAMAGED: 1 finding.",
  ]);
});

test.each([
  [{}, "The log partita/1 is whole: 9 movements, as they were signed."],
  [
    { checked: ["Not checked: the table of the store."] },
    "What was checked of the log partita/1 of 9 movements is right; not all was checked.",
  ],
  [
    { subject: "evidence" },
    "The evidence is right: this movement stands in the log partita/1 of 9 movements.",
  ],
] as const)("a verdict says no more than was checked: %j", (found, says) => {
  const text = verdictText({ ...verdict, isWhole: true, findings: [], ...found });
  expect(text.split("\n").at(-1)).toBe(says);
});

test("a log that is beyond repair does not fill the terminal", () => {
  const text = verdictText({ ...verdict, findings: Array(1000).fill(finding) });
  expect(text.split("\n")).toHaveLength(1 + 100 + 2);
  expect(text).toContain("… and 900 more");
});

test("what a forged movement calls itself cannot steer the terminal", () => {
  const forged = { ...finding, movement: "\u001b[2Jall is well\n" };
  const text = verdictText({ ...verdict, findings: [forged] });
  expect(text.split("\n")).toHaveLength(3);
  expect(text).not.toContain("\u001b");
});
