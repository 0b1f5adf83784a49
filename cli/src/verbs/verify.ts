/** `partita verify`: finds out whether a log is what its Master signed, and where it is not. */
import { checkFile } from "#cli/log/check-file.ts";
import { checkMaster } from "#cli/log/check-master.ts";
import { exportTo } from "#cli/log/export-file.ts";
import { type Verdict, verdictText } from "#cli/log/finding.ts";
import { keyOf } from "#cli/log/key-option.ts";
import { readState, writeState } from "#cli/log/state-file.ts";
import { UsageError } from "#cli/usage-error.ts";
import { type Call, defineVerb, type Options } from "#cli/verb.ts";

const options = {
  key: {
    value: "key",
    says: "Trust this key alone: name+hash+key. Else that of --state, else the one that is shown.",
  },
  state: {
    value: "path",
    says: "Remember key and checkpoint here, and prove that the log continues what was seen last.",
  },
  export: { value: "path", says: "Write the log into this file, to be verified elsewhere." },
} as const satisfies Options;

export const verify = defineVerb({
  name: "verify",
  says: "Verify that a log is what its Master signed; say where it is not.",
  details: [
    "Of a running Master: its signature, that it continues what was seen last (--state), every " +
      "tile of the Merkle tree, every checkpoint that was ever signed; for an auditor also every " +
      "movement, hashed anew, and the table that it is stored in.",
    "Of a file: an exported log (--export) or an evidence file (partita proof); nobody is asked.",
    "Ends with 0 when all that was checked is right, with 1 when it is not; what was changed, " +
      "dropped, inserted or swapped in a Master is named by index, position and movement. Of a " +
      "file alone one can say only that it is not what was signed.",
    "An exported log holds what the log holds, passwords among it: keep it as you keep those.",
  ],
  operands: [
    {
      name: "file",
      says: "An exported log or an evidence file. Default: the Master.",
      optional: true,
    },
  ],
  options,
  identity: "person:auditor",
  examples: [
    "partita verify",
    "partita verify --state auditor.json --export log.jsonl",
    "partita verify log.jsonl --key 'partita/c0ffee+1a2b3c4d+AQ…'",
  ],
  run: async (call) => {
    const [file] = call.operands;
    const verdict = file === undefined ? await verifyMaster(call) : await verifyFile(call, file);
    call.show(verdict, () => verdictText(verdict));
    return verdict.isWhole ? "done" : "refused";
  },
});

type Question = Call<typeof options>;

function verifyFile({ options: given }: Question, file: string): Promise<Verdict> {
  if (given.state !== undefined || given.export !== undefined)
    throw new UsageError("--state and --export are for a running Master, not for a file.");
  return checkFile(file, keyOf(given.key));
}

async function verifyMaster({ log, options: given }: Question): Promise<Verdict> {
  const pinned = keyOf(given.key);
  const seen = given.state === undefined ? undefined : readState(given.state);
  const file = given.export === undefined ? undefined : await exportTo(given.export);
  let note = "";
  const verdict = await checkMaster({
    log,
    pinned,
    seen,
    begin: async (checkpoint, key) => {
      note = checkpoint.note;
      await file?.begin(note, key);
    },
    take: async (leaf) => file?.take(leaf),
  });
  await file?.end();
  // What was not found whole is not what the next one shall be compared with.
  if (given.state !== undefined && verdict.isWhole)
    writeState(given.state, { key: verdict.key, checkpoint: note });
  return verdict;
}
