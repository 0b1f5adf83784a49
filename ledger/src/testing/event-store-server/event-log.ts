/** The log of an EventStoreDB server, in memory: what is written where, and what is refused. */

export type Proposal = {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
};

export type Stored = Proposal & {
  readonly stream: string;
  /** From 0. */
  readonly revision: number;
  /** Where its record begins in the log, in bytes. */
  readonly position: bigint;
};

/** A revision, or: nothing there yet, something there, whatever is there. */
export type Expected = number | "no-stream" | "stream-exists" | "any";

export type Outcome =
  | { readonly status: "written"; readonly last: Stored }
  | { readonly status: "wrong-revision"; readonly current: number | undefined };

/** Bytes of a record besides what is written into it: its header, its flags, its lengths. */
const recordBytes = 118;
/** Where a server puts its first record; what it writes for itself comes in between ours. */
const firstPosition = 1_117n;
const systemWriteInterval = 5;

export type EventLog = ReturnType<typeof eventLog>;

export function eventLog() {
  const records: Stored[] = [];
  const streams = new Map<string, Stored[]>();
  const listeners = new Set<() => void>();
  let next = firstPosition;
  let writes = 0;

  function append(stream: string, expected: Expected, proposed: readonly Proposal[]): Outcome {
    const past = streams.get(stream) ?? [];
    const place = placeOf(past, expected, proposed);
    if (place === "wrong") return { status: "wrong-revision", current: past.at(-1)?.revision };
    // As the server does: the same ids at the same place were written already.
    if (place !== "end") return { status: "written", last: place };
    if (writes % systemWriteInterval === 0) write("$stats-127.0.0.1:2113", statistics(writes));
    writes += 1;
    const last = write(stream, proposed);
    for (const listener of listeners) listener();
    return { status: "written", last };
  }

  function write(stream: string, proposed: readonly Proposal[]): Stored {
    const past = streams.get(stream) ?? [];
    streams.set(stream, past);
    for (const one of proposed) {
      const stored = { ...one, stream, revision: past.length, position: next };
      past.push(stored);
      records.push(stored);
      const size = one.data.length + one.metadata.length + 2 * (one.type.length + stream.length);
      next += BigInt(recordBytes + size);
    }
    const last = past.at(-1);
    if (last === undefined) throw new Error("nothing was proposed");
    return last;
  }

  return {
    append,
    stream: (name: string): readonly Stored[] => streams.get(name) ?? [],
    length: (): number => records.length,
    at: (index: number): Stored | undefined => records[index],
    /** The place of the first record at or behind a position. */
    indexOf: (position: bigint): number => {
      let [low, high] = [0, records.length];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((records[middle]?.position ?? 0n) < position) low = middle + 1;
        else high = middle;
      }
      return low;
    },
    onAppend: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What a server writes for itself: no reader with a filter should ever hear of it. */
function statistics(count: number): readonly Proposal[] {
  const data = Buffer.from(`{"proc-id":${count}}`);
  const base = { contentType: "application/json", data, metadata: Buffer.of() };
  return [{ id: `statistics-${count}`, type: "$statsCollected", ...base }];
}

/** At the end; or nowhere; or where the same was written before. */
function placeOf(
  past: readonly Stored[],
  expected: Expected,
  proposed: readonly Proposal[],
): "end" | "wrong" | Stored {
  if (expected === "stream-exists" && past.length === 0) return "wrong";
  if (expected === "any" || expected === "stream-exists") {
    const [first] = proposed;
    const known = past.findIndex(({ id }) => id === first?.id);
    return known === -1 ? "end" : same(past, known, proposed);
  }
  const place = expected === "no-stream" ? 0 : expected + 1;
  if (place > past.length) return "wrong";
  return place === past.length ? "end" : same(past, place, proposed);
}

function same(past: readonly Stored[], place: number, proposed: readonly Proposal[]) {
  const isSame = proposed.every(({ id }, index) => past[place + index]?.id === id);
  return (isSame && past[place + proposed.length - 1]) || "wrong";
}
