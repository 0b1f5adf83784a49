/** What every place where keys are kept has to do. */
import { expect, test } from "vitest";
import type { KeptKeys } from "#certificates/authority.ts";

const pair = { key: "a key", certificate: "a certificate" };
const next = { key: "the next key", certificate: "the next certificate" };

/** `open` gives an empty place each time. */
export function keptKeysContract(open: () => Promise<KeptKeys>): void {
  test("what was kept is found, for its holder only", async () => {
    const keys = await open();
    await keys.keep("instance:INST-1", "4a", pair);
    expect(await keys.find("instance:INST-1")).toEqual({ serial: "4a", ...pair });
    expect(await keys.find("instance:INST-2")).toBeUndefined();
  });

  test("each holder has one, the last", async () => {
    const keys = await open();
    await keys.keep("instance:INST-1", "4a", pair);
    await keys.keep("instance:INST-1", "4b", next);
    expect(await keys.find("instance:INST-1")).toEqual({ serial: "4b", ...next });
  });

  test("what is forgotten is gone, and may be forgotten again", async () => {
    const keys = await open();
    await keys.keep("instance:INST-1", "4a", pair);
    await keys.keep("instance:INST-2", "4b", next);
    await keys.forget("instance:INST-1");
    await keys.forget("instance:INST-1");
    expect(await keys.find("instance:INST-1")).toBeUndefined();
    expect(await keys.find("instance:INST-2")).toEqual({ serial: "4b", ...next });
  });

  test("of many at once, each finds its own", async () => {
    const keys = await open();
    const holders = Array.from({ length: 50 }, (_, index) => `instance:INST-${index}` as const);
    await Promise.all(holders.map((holder) => keys.keep(holder, "4a", { ...pair, key: holder })));
    const found = await Promise.all(holders.map((holder) => keys.find(holder)));
    expect(found.map((one) => one?.key)).toEqual(holders);
  });
}
