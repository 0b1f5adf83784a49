/** Logs as earlier versions wrote them, put into a store as they lie in somebody's database. */
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { MovementStore } from "@partita/ledger";
import type { Movement, StreamCategory } from "@partita/schemas";
import { movementKinds } from "@partita/schemas";

const folder = fileURLToPath(new URL("../../schemas/fixtures/", import.meta.url));

export const oldLogs = globSync("logs/*.jsonl", { cwd: folder }).toSorted();

type Entry = { readonly stream: string; readonly revision: number; readonly movement: Movement };

export function readOldLog(path: string): readonly Entry[] {
  const lines = readFileSync(`${folder}${path}`, "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line));
}

/**
 * The movements in the fixtures of every shape that was stored, today's shape among them, in an
 * order in which they may have happened.
 */
export function everyStoredShape(): readonly Movement[] {
  const happened = oldLogs.flatMap(readOldLog).map(({ movement }) => movement.kind);
  const place = ({ kind }: Movement) =>
    (happened.indexOf(kind) + happened.length) % happened.length;
  return globSync("stored/*/*.json", { cwd: folder })
    .toSorted()
    .flatMap((path): Movement[] => JSON.parse(readFileSync(`${folder}${path}`, "utf8")).movements)
    .sort((left, right) => place(left) - place(right));
}

/** Appends them as their commands did, one after the other. */
export async function putOldLog(store: MovementStore, entries: readonly Entry[]): Promise<void> {
  const commandOf = ({ stream, movement }: Entry) => `${stream} ${movement.id.split("/")[0]}`;
  for (const written of Map.groupBy(entries, commandOf).values()) {
    const [first] = written;
    if (first === undefined) continue;
    const { category, streamId } = streamOf(first);
    const movements = written.map(({ movement }) => movement);
    const before = first.revision - 1;
    // A log holds movements of each category in its own streams, which its text cannot say.
    const appended = await store.append(category, streamId, before, movements as never);
    if (appended.status !== "appended") throw new Error(`${first.movement.id} ${appended.status}`);
  }
}

function streamOf({ stream, movement: { kind } }: Entry) {
  const category = categoryOf(kind);
  return { category, streamId: stream.slice(category.length + 1) };
}

export function categoryOf(kind: string): StreamCategory {
  const declared = movementKinds.find((candidate) => candidate.kind === kind);
  if (declared === undefined) throw new Error(`${kind} is not known any more`);
  return declared.stream;
}
