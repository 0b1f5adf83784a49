/** Remembers how long streams are at least, so that most appends need not ask. */

/** Some tens of bytes each. */
const streamsMax = 20_000;

export type KnownLengths = {
  /** A length that was seen; streams only grow. */
  learn(stream: string, length: number): void;
  /** 0 when nothing is known. */
  of(stream: string): number;
};

export function knownLengths(): KnownLengths {
  const lengths = new Map<string, number>();
  return {
    learn: (stream, length) => {
      const known = Math.max(length, lengths.get(stream) ?? 0);
      // Entered again, so that what was learnt last is forgotten last.
      lengths.delete(stream);
      lengths.set(stream, known);
      const [oldest] = lengths.keys();
      if (lengths.size > streamsMax && oldest !== undefined) lengths.delete(oldest);
    },
    of: (stream) => lengths.get(stream) ?? 0,
  };
}
