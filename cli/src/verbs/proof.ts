/** `partita proof`: that a movement stands in the log, or that the log was only added to. */
import { writeFileSync } from "node:fs";
import { isConsistent } from "@partita/schemas/log/check-proof.ts";
import { type Checkpoint, openCheckpoint } from "@partita/schemas/log/checkpoint.ts";
import { checkEvidence, EvidenceInvalid } from "@partita/schemas/log/evidence.ts";
import { NoteInvalid } from "@partita/schemas/log/signed-note.ts";
import { keyOf } from "#cli/log/key-option.ts";
import { UsageError } from "#cli/usage-error.ts";
import { type Call, defineVerb, type Options } from "#cli/verb.ts";

const options = {
  since: {
    value: "size",
    says: "Prove as well that the checkpoint over so many movements is the beginning.",
  },
  save: { value: "path", says: "Write the evidence into this file, for verifier/ or verify." },
  from: { value: "size", says: "Without a movement: prove that the checkpoint over so many …" },
  to: { value: "size", says: "… is the beginning of the one over so many. Default: the last." },
  key: { value: "key", says: "Trust this key alone: name+hash+key. Default: the Master's." },
} as const satisfies Options;

export const proof = defineVerb({
  name: "proof",
  says: "Prove that a movement stands in the log, or that the log was only added to.",
  details: [
    "What is printed was checked here first. An evidence file can be checked by anybody, with " +
      "partita verify, or with verifier/verify.js, which needs nothing of us.",
  ],
  operands: [{ name: "movement", says: "The id of a movement.", optional: true }],
  options,
  identity: "person:ada",
  examples: [
    "partita proof 7d0c3a50-0000-8000-8000-000000000001/0 --save evidence.json",
    "partita proof --from 1000 --to 2000",
  ],
  run: async (call) => {
    try {
      return await prove(call);
    } catch (cause) {
      if (!(cause instanceof NoteInvalid || cause instanceof EvidenceInvalid)) throw cause;
      call.world.tell(`What the Master answered proves nothing: ${cause.message}.`);
      return "refused";
    }
  },
});

type Question = Call<typeof options>;

function prove(call: Question): Promise<"done" | "refused"> {
  const [movement] = call.operands;
  const { from } = call.options;
  if (movement !== undefined && from === undefined) return proveMovement(call, movement);
  if (movement === undefined && from !== undefined)
    return proveContinuity(call, sizeOf("from", from));
  throw new UsageError("partita proof needs a movement, or --from <size>.");
}

async function proveMovement(
  { log, options: given, show, world }: Question,
  movement: string,
): Promise<"done"> {
  const since = given.since === undefined ? undefined : `${sizeOf("since", given.since)}`;
  const evidence = await log.evidence(movement, since);
  const key = keyOf(given.key) ?? (await log.key());
  const { checkpoint, older } = checkEvidence(evidence, key);
  if (given.save !== undefined) save(given.save, evidence);
  const sentences = [
    `${movement} stands in the log of ${checkpoint.size} movements that is signed by ${key}.`,
    ...(older === undefined ? [] : [`The checkpoint over ${older.size} is its beginning.`]),
    ...(given.save === undefined ? [] : [`The evidence is in ${given.save}.`]),
  ];
  // Checked just now: it is an object of the schema.
  show(evidence as object, () => sentences.join("\n"));
  if (given.save === undefined) world.tell("Keep the evidence itself with --save or --json.");
  return "done";
}

function save(path: string, evidence: unknown): void {
  try {
    writeFileSync(path, `${JSON.stringify(evidence, undefined, 2)}\n`);
  } catch (cause) {
    throw new UsageError(`The evidence cannot be written to ${path}.`, { cause });
  }
}

async function proveContinuity(call: Question, size: number): Promise<"done" | "refused"> {
  const { log, options: given, show } = call;
  const key = keyOf(given.key) ?? (await log.key());
  const from = await checkpointOf(call, key, size);
  const to =
    given.to === undefined
      ? openCheckpoint(await log.checkpoint(), key)
      : await checkpointOf(call, key, sizeOf("to", given.to));
  const { path } = await log.consistency(from.size, to.size);
  const hashes = path.map((text) => Buffer.from(text, "base64"));
  const holds = isConsistent({ from, to, path: hashes });
  const answer = { holds, from: from.note, to: to.note, path, key };
  const verdict = holds ? "is the beginning of" : "is NOT the beginning of";
  show(
    answer,
    () => `The checkpoint over ${from.size} movements ${verdict} the one over ${to.size}.`,
  );
  return holds ? "done" : "refused";
}

async function checkpointOf({ log }: Question, key: string, size: number): Promise<Checkpoint> {
  const [note] = await log.checkpoints(size - 1);
  const found = note === undefined ? undefined : openCheckpoint(note, key);
  if (found?.size === size) return found;
  throw new UsageError(`The Master signed no checkpoint over exactly ${size} movements.`);
}

function sizeOf(option: string, text: string): number {
  if (/^(0|[1-9]\d{0,14})$/.test(text)) return Number(text);
  throw new UsageError(`--${option} is a number of movements, not "${text}".`);
}
