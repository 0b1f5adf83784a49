/** What every store must do, run against each: nothing lost, nothing twice, one order for all. */
import { afterEach, beforeEach, describe } from "vitest";
import { keeping, reading } from "#ledger/testing/store-contract/keeping.ts";
import { counting, ordering } from "#ledger/testing/store-contract/ordering.ts";
import { refusing, weighing } from "#ledger/testing/store-contract/refusing.ts";
import { repeating } from "#ledger/testing/store-contract/repeating.ts";
import { waking } from "#ledger/testing/store-contract/waking.ts";
import type { OpenStore } from "#ledger/testing/store-contract/written.ts";

/** What a store promises beyond what all do. */
type Promised = {
  /** Positions are 1, 2, 3, …; else they only rise. */
  readonly gapless?: boolean;
};

/** Each test opens a log of its own, which holds nothing yet. */
export function storeContract(
  name: string,
  open: () => Promise<OpenStore>,
  { gapless = true }: Promised = {},
): void {
  describe(`the ${name} store`, () => {
    let opened: OpenStore;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());
    const stores = () => opened;

    describe("keeps what it is given", () => keeping(stores));
    describe("reads what is asked for", () => reading(stores));
    describe("refuses what does not follow", () => refusing(stores));
    describe("refuses what is too large", () => weighing(stores));
    describe("writes a command once", () => repeating(stores));
    describe("has one order for all", () => ordering(stores));
    if (gapless) describe("counts its positions", () => counting(stores));
    describe("wakes who waits", () => waking(stores));
  });
}
