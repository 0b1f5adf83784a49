/** Compares what stands in a log with what was signed, leaf by leaf, and says what happened. */

export type Signed = { readonly index: number; readonly hash: string };
export type Stored = { readonly hash: string; readonly position: string; readonly leaf: string };

export type Difference =
  | { readonly what: "changed"; readonly index: number; readonly stored: Stored }
  | { readonly what: "dropped"; readonly index: number }
  /** Before the leaf of this index. */
  | { readonly what: "inserted"; readonly index: number; readonly stored: Stored }
  | {
      readonly what: "swapped";
      readonly index: number;
      readonly other: number;
      readonly stored: Stored;
    };

/** How far one looks ahead for a leaf that is not where it should be. */
export const lookAheadLeavesMax = 4_096;

/**
 * Both are read to their ends, whatever is found. A row that was put in pushes the last one off the
 * end, and one that was taken out pulls one in: that is told of once, where it happened.
 */
export async function* differences(
  signed: AsyncIterator<Signed>,
  stored: AsyncIterator<Stored>,
): AsyncGenerator<Difference> {
  const expected = ahead(signed);
  const found = ahead(stored);
  /** Rows more than there should be, so far. */
  let surplus = 0;
  let next = 0;
  for (;;) {
    const [wanted, given] = [await expected.first(), await found.first()];
    if (wanted === undefined && given === undefined) return;
    next = wanted === undefined ? next : wanted.index + 1;
    if (wanted === undefined || given === undefined) {
      const difference = atTheEnd(wanted, given, next);
      if (given === undefined) expected.shift();
      else found.shift();
      const step = given === undefined ? -1 : 1;
      // Explained already: the log is shifted by as many.
      if (surplus * step < 0) surplus += step;
      else yield difference;
      continue;
    }
    if (wanted.hash === given.hash) {
      expected.shift();
      found.shift();
      continue;
    }
    const difference = await explained(expected, found, { wanted, given });
    if (difference.what === "inserted") surplus += 1;
    if (difference.what === "dropped") surplus -= 1;
    yield difference;
  }
}

function atTheEnd(wanted: Signed | undefined, given: Stored | undefined, size: number): Difference {
  if (wanted !== undefined) return { what: "dropped", index: wanted.index };
  if (given !== undefined) return { what: "inserted", index: size, stored: given };
  throw new Error("one of both is left at the end");
}

type Pair = { readonly wanted: Signed; readonly given: Stored };

/** Takes out of both what it explains. */
async function explained(
  expected: Ahead<Signed>,
  found: Ahead<Stored>,
  { wanted, given }: Pair,
): Promise<Difference> {
  const { index } = wanted;
  const inFound = await found.find(({ hash }) => hash === wanted.hash);
  const inExpected = await expected.find(({ hash }) => hash === given.hash);
  if (inFound > 0 && inExpected > 0) {
    // As it was before: what stands here goes where its place was taken.
    found.replace(inFound, given);
    found.shift();
    expected.shift();
    return { what: "swapped", index, other: index + inExpected, stored: given };
  }
  if (inFound > 0) {
    found.shift();
    return { what: "inserted", index, stored: given };
  }
  expected.shift();
  if (inExpected > 0) return { what: "dropped", index };
  found.shift();
  return { what: "changed", index, stored: given };
}

type Ahead<Item> = ReturnType<typeof ahead<Item>>;

/** A queue in front of an iterator; it is filled as far as somebody looks. */
function ahead<Item>(source: AsyncIterator<Item>) {
  const items: Item[] = [];
  async function fill(count: number): Promise<void> {
    while (items.length < count) {
      const next = await source.next();
      if (next.done === true) return;
      items.push(next.value);
    }
  }
  return {
    first: async () => {
      await fill(1);
      return items[0];
    },
    shift: () => void items.shift(),
    find: async (is: (item: Item) => boolean) => {
      await fill(lookAheadLeavesMax);
      return items.findIndex(is);
    },
    replace: (index: number, item: Item) => void items.splice(index, 1, item),
  };
}
