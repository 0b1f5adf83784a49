import { beforeEach, expect, test } from "vitest";
import { keptView } from "#allocator/kept-view.ts";
import { aHouse, type House } from "#allocator/testing/house.ts";
import { now } from "#allocator/testing/market.ts";
import { aPlacedInstance } from "#allocator/testing/placed.ts";
import { type ReadView, readView } from "#allocator/view.ts";

let house: House;
let kept: ReadView;
beforeEach(async () => {
  house = aHouse();
  kept = keptView();
  await aPlacedInstance(house);
  await look(kept);
});

async function look(read: ReadView) {
  await house.catchUp();
  const view = await house.rows.read((rows) => read(rows, now));
  const { computers, ...rest } = view;
  return {
    ...rest,
    computers: [...computers].toSorted(([one], [other]) => (one < other ? -1 : 1)),
  };
}

/** What is kept is what would be read anew. */
async function isAsRead() {
  expect(await look(kept)).toEqual(await look(readView));
}

const hoster = { actor: "organisation:hoster" } as const;

test.each<[string, () => Promise<unknown>]>([
  ["nothing", async () => undefined],
  ["a partition", () => house.resize("COMP-1", 9)],
  ["a computer with its offer", () => house.bring("COMP-2", 3, "1")],
  [
    "the end of an offer",
    () => house.demand("withdraw-offer", { ...hoster, streamId: "OFFER-COMP-1" }),
  ],
  ["a request that has nothing to do with the market", () => house.request("other")],
  [
    "a scope",
    () =>
      house.demand("set-allocation-scope", {
        ...hoster,
        streamId: "COMP-1",
        detail: { scope: "close" },
      }),
  ],
])("%s that is new is seen, as if all were read", async (_, happens) => {
  await happens();
  await isAsRead();
});

test("more computers than fit on a page are seen", async () => {
  for (let index = 10; index < 520; index++)
    await house.demand("register-computer", { ...hoster, streamId: `COMP-${index}` });
  await isAsRead();
});

test("only what changed is read", async () => {
  await house.bring("COMP-2", 3);
  await look(kept);
  await house.resize("COMP-2", 4);
  await house.catchUp();
  let read = 0;
  await house.rows.read((rows) =>
    kept(
      {
        ...rows,
        find: async () => {
          throw new Error("all was read");
        },
        changed: async (...asked) => {
          const found = await rows.changed(...asked);
          read += found.length;
          return found;
        },
      },
      now,
    ),
  );
  expect(read).toBe(1);
});

test("who looks with older rows sees the older market", async () => {
  const position = await house.store.head();
  await house.resize("COMP-1", 9);
  await look(kept);
  const free = (moment: { knownAt?: bigint }) =>
    house.rows.read(
      async (rows) => (await kept(rows, now)).computers.get("COMP-1")?.free.length,
      moment,
    );
  expect(await free({ knownAt: position })).toBe(0);
  expect(await free({})).toBe(8);
});
