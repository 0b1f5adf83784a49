/** Reads the tree of a Master, tile by tile, and checks that it is what was ever signed. */
import type { Checkpoint } from "@partita/schemas/log/checkpoint.ts";
import { openCheckpoint } from "@partita/schemas/log/checkpoint.ts";
import { frontier } from "@partita/schemas/log/frontier.ts";
import { hashBytes } from "@partita/schemas/log/hashes.ts";
import { NoteInvalid } from "@partita/schemas/log/signed-note.ts";
import { tileHashesMax, tilePath, widthIn } from "@partita/schemas/log/tile-path.ts";
import type { Signed } from "./differences.ts";
import type { Finding } from "./finding.ts";
import type { Inquiry } from "./inquiry.ts";
import { oneAhead } from "./one-ahead.ts";

export type Tree = {
  /** Every leaf that the tiles have, in order; to be read to the end, once. */
  readonly leaves: () => AsyncGenerator<Signed>;
  /** After that: the root that the tiles give, and what is wrong with them. */
  readonly judged: () => Promise<{ readonly root: Buffer; readonly findings: readonly Finding[] }>;
};

export function readTree(inquiry: Inquiry): Tree {
  const { size } = inquiry.checkpoint;
  const fold = frontier();
  /** Roots of full tiles of leaves: what level 1 must say. */
  const roots: Buffer[] = [];
  const findings: Finding[] = [];
  const promises = promisesOf(inquiry, findings);
  let promise: Checkpoint | undefined;
  let promised = 0;

  async function keepPromises(): Promise<void> {
    promise ??= (await promises.next()).value ?? undefined;
    while (promise !== undefined && promise.size <= fold.size()) {
      if (promise.size === fold.size() && promise.root.equals(fold.root())) promised += 1;
      else findings.push(broken(promise));
      promise = (await promises.next()).value ?? undefined;
    }
  }

  async function* leaves(): AsyncGenerator<Signed> {
    await keepPromises();
    for await (const tile of tilesAt(inquiry, 0, size)) {
      const part = frontier();
      for (const hash of tile) {
        const index = fold.size();
        for (const one of [fold, part]) one.add(hash);
        await keepPromises();
        yield { index, hash: hash.toString("base64") };
      }
      if (tile.length === tileHashesMax) roots.push(part.root());
    }
  }

  return {
    leaves,
    judged: async () => {
      const above = await nodesJudged(inquiry, roots);
      const were = promised === 1 ? "1 checkpoint" : `${promised} checkpoints`;
      inquiry.checked.push(`The tiles keep the promise of ${were} that the Master ever signed.`);
      return { root: fold.root(), findings: [...findings, ...above] };
    },
  };
}

function broken({ size }: Checkpoint): Finding {
  const says = `the Master signed another root for the first ${size} leaves than its tiles give`;
  return { damage: "history-rewritten", index: size, says };
}

/** Every checkpoint that was kept, up to the newest; what is no checkpoint is found. */
async function* promisesOf(
  { log, key, checkpoint }: Inquiry,
  findings: Finding[],
): AsyncGenerator<Checkpoint> {
  for (let after = -1; after < checkpoint.size; ) {
    const page = await log.checkpoints(after);
    if (page.length === 0) return;
    for (const note of page) {
      const size = Number(note.split("\n")[1]);
      const opened = openOrFind(note, key, findings);
      if (opened !== undefined && size <= checkpoint.size) yield opened;
      // What says nothing of its size, or less than before, would be read for ever.
      if (!(size > after)) return;
      after = size;
    }
  }
}

function openOrFind(note: string, key: string, findings: Finding[]): Checkpoint | undefined {
  try {
    return openCheckpoint(note, key);
  } catch (cause) {
    if (!(cause instanceof NoteInvalid)) throw cause;
    const says = `a checkpoint that is kept was tampered with: ${cause.message}`;
    findings.push({ damage: "checkpoint-broken", says });
    return undefined;
  }
}

/** Level by level, each hash against the root of the tile below it. */
async function nodesJudged(inquiry: Inquiry, below: readonly Buffer[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  const { size } = inquiry.checkpoint;
  let expected = below;
  for (let level = 1; expected.length > 0; level++) {
    const next: Buffer[] = [];
    let index = 0;
    for await (const tile of tilesAt(inquiry, level, size)) {
      const part = frontier();
      for (const hash of expected.slice(index, index + tile.length)) part.add(hash);
      for (const [place, hash] of tile.entries())
        if (expected[index + place]?.equals(hash) !== true)
          findings.push(nodeChanged(level, index + place));
      index += tile.length;
      if (tile.length === tileHashesMax) next.push(part.root());
    }
    expected = next;
  }
  return findings;
}

function nodeChanged(level: number, index: number): Finding {
  const width = tileHashesMax;
  const tile = tilePath({ level, index: Math.floor(index / width), width });
  const says = `hash ${index % width} of tile ${tile} is not the root of the tile below it`;
  return { damage: "tile-changed", says };
}

/** The tiles of a level, as hashes. */
function tilesAt({ log }: Inquiry, level: number, size: number): AsyncGenerator<readonly Buffer[]> {
  return oneAhead((index) => {
    const width = widthIn(size, level, index);
    return width === 0
      ? undefined
      : log.tile({ level, index, width }).then((tile) => cut(tile, width));
  });
}

function cut(tile: Buffer, width: number): Buffer[] {
  if (tile.length !== width * hashBytes)
    throw new Error(`a tile of ${width} hashes came with ${tile.length} octets`);
  return Array.from({ length: width }, (_, place) =>
    tile.subarray(place * hashBytes, (place + 1) * hashBytes),
  );
}
