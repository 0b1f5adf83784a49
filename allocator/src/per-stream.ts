/** Sends for many items at once, but one at a time in each stream, where they would conflict. */

/** Streams written to at once by one task: enough for the store to commit them together. */
export const streamsAtOnceMax = 16;

/** Waits for all that it began before it throws what failed first: nothing is left running. */
export async function perStream<Item>(
  items: readonly Item[],
  streamOf: (item: Item) => string,
  doFor: (item: Item) => Promise<void>,
): Promise<void> {
  // Each lane takes the next stream from the same iterator, until there is none.
  const streams = Map.groupBy(items, streamOf).values();
  const lanes = Array.from({ length: streamsAtOnceMax }, async () => {
    for (const ofOneStream of streams) for (const item of ofOneStream) await doFor(item);
  });
  const ended = await Promise.allSettled(lanes);
  const failed = ended.find((result) => result.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}
