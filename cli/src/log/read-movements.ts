/** Reads every movement that a Master stores, and compares it with what entered the tree. */
import { frontier } from "@partita/schemas/log/frontier.ts";
import { leafHash } from "@partita/schemas/log/hashes.ts";
import { tileHashesMax, widthIn } from "@partita/schemas/log/tile-path.ts";
import { type Difference, differences, type Signed, type Stored } from "./differences.ts";
import type { Finding } from "./finding.ts";
import type { Inquiry } from "./inquiry.ts";
import { oneAhead } from "./one-ahead.ts";

export type Compared = {
  /** The root that the stored movements give. */
  readonly root: Buffer;
  readonly count: number;
  readonly differences: readonly Difference[];
};

/** More than that is not a damage but another log. */
const differencesMax = 10_000;

export async function compareMovements(
  inquiry: Inquiry,
  signed: AsyncIterator<Signed>,
): Promise<Compared> {
  const fold = frontier();
  const found: Difference[] = [];
  for await (const one of differences(signed, storedLeaves(inquiry, fold)))
    if (found.length < differencesMax) found.push(one);
  return { root: fold.root(), count: fold.size(), differences: found };
}

async function* storedLeaves(
  inquiry: Inquiry,
  fold: ReturnType<typeof frontier>,
): AsyncGenerator<Stored> {
  const { log, checkpoint } = inquiry;
  const bundles = oneAhead((index) => {
    const width = widthIn(checkpoint.size, 0, index);
    return width === 0 ? undefined : log.entries({ index, width });
  });
  for await (const bundle of bundles)
    for (const { position, leaf } of bundle) {
      const hash = leafHash(leaf);
      fold.add(hash);
      await inquiry.take(leaf);
      yield { hash: hash.toString("base64"), position, leaf };
    }
}

/** In words, with what the tree remembers of the place. */
export async function findingOf(inquiry: Inquiry, difference: Difference): Promise<Finding> {
  const { what, index } = difference;
  const place = await placeOf(inquiry, index);
  if (what === "dropped") {
    const says = "it entered the tree and is not stored any more";
    return { damage: "dropped", ...place, says };
  }
  const { stored } = difference;
  const movement = idIn(stored.leaf);
  if (what === "inserted") {
    const says = "it was put in after the tree had gone on: it never entered it here";
    return { damage: "inserted", index, position: stored.position, movement, says };
  }
  if (what === "swapped") {
    const other = await placeOf(inquiry, difference.other);
    const says = `it stands where ${place.movement} stood, and that at index ${other.index}`;
    return { damage: "swapped", index, position: stored.position, movement, says };
  }
  const says =
    movement === place.movement
      ? "it is not what entered the tree: its content, its stream or its revision was changed"
      : `it stands where ${place.movement} entered the tree`;
  return { damage: "changed", index, position: stored.position, movement, says };
}

type Place = Pick<Finding, "index" | "position" | "movement">;

async function placeOf({ log, checkpoint }: Inquiry, index: number): Promise<Place> {
  if (index >= checkpoint.size) return { index };
  const bundle = Math.floor(index / tileHashesMax);
  const width = widthIn(checkpoint.size, 0, bundle);
  const leaves = await log.leaves({ index: bundle, width });
  const found = leaves.find((leaf) => leaf.index === index);
  return { index, position: found?.position, movement: found?.movement };
}

function idIn(leaf: string): string {
  try {
    const id: unknown = Reflect.get(
      Object(Reflect.get(Object(JSON.parse(leaf)), "movement")),
      "id",
    );
    return typeof id === "string" ? id : "a movement without an id";
  } catch {
    // Whatever was written there is no movement; that is said.
    return "what is no movement";
  }
}
