/** Who waits for the log to grow is woken, by whoever writes. */
import { expect, test } from "vitest";
import { append, type Stores, written } from "#ledger/testing/store-contract/written.ts";

export function waking(stores: Stores): void {
  const forever = new AbortController().signal;

  test("who waits beyond what is there already does not wait", async () => {
    const { store } = stores();
    await append(store, "one", 0, [written()]);
    await store.waitBeyond(0n, forever);
  });

  test("who waits is woken by an append through either store", async () => {
    const { store, other } = stores();
    for (const [revision, writer] of [other, store].entries()) {
      const woken = store.waitBeyond(await store.head(), forever).then(() => "woken");
      const early = await Promise.race([woken, pause(50).then(() => "asleep")]);
      expect(early).toBe("asleep");
      await append(writer, "one", revision, [written()]);
      expect(await woken).toBe("woken");
    }
  });

  test("all who wait are woken at once", async () => {
    const { store } = stores();
    const all = Array.from({ length: 20 }, () => store.waitBeyond(0n, forever));
    await append(store, "one", 0, [written()]);
    await Promise.all(all);
  });

  test("who waits is woken when its signal aborts, even before it began", async () => {
    const { store } = stores();
    const done = new AbortController();
    const woken = store.waitBeyond(0n, done.signal);
    done.abort();
    await woken;
    await store.waitBeyond(0n, done.signal);
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
