import { afterEach, beforeEach, expect, test } from "vitest";
import { hosted, market } from "#api/testing/market.ts";
import { type Caller, type World, world } from "#api/testing/world.ts";

let house: World;
let instance = "";
let before = 0n;
beforeEach(async () => {
  house = await world();
  const { offer } = await market(house);
  before = await house.ports.store.head();
  instance = await hosted(house, offer);
});
afterEach(() => house.close());

type Change = { readonly projection: string; readonly key: string; readonly says: string };
const ask = async (caller: Caller, search: string) => {
  const { status, body } = await house.get(caller, `/v1/changes?${search}`);
  expect(status).toBe(200);
  return body as { changes: Change[]; next?: string; fromPosition: string; position: string };
};
const said = async (caller: Caller, search: string) =>
  (await ask(caller, search)).changes.map(({ says }) => says);

test("changes are told in words, from one moment to the other", async () => {
  const { changes, fromPosition, position } = await ask("auditor", `fromKnownAt=${before}`);
  expect(fromPosition).toBe(`${before}`);
  expect(BigInt(position)).toBe(await house.ports.store.head());
  const words = changes.map(({ says }) => says);
  expect(words).toContainEqual(
    expect.stringMatching(/^instance status my-guestbook: added .*phase allocated/),
  );
  expect(words).toContainEqual(
    expect.stringMatching(
      /^free partitions .*: free slappart0, slappart1 → slappart1, occupied slappart0/,
    ),
  );
});

test("what only one moment names holds for both", async () => {
  const requested = `${before + 1n}`;
  const words = await said("auditor", `fromKnownAt=${requested}&projection=instance-status`);
  expect(words).toHaveLength(1);
  expect(words[0]).toContain("phase requested → allocated");
  expect(await said("auditor", `fromAt=2020-01-01T00:00:00.000Z&knownAt=${before}`)).toEqual(
    await said("auditor", `knownAt=${before}`),
  );
});

test("nothing became different from a moment to itself", async () => {
  expect(await said("auditor", `fromKnownAt=${before}&knownAt=${before}`)).toEqual([]);
});

test("the other way round, what came is gone", async () => {
  const head = await house.ports.store.head();
  const words = await said(
    "auditor",
    `fromKnownAt=${head}&knownAt=${before}&projection=instance-status`,
  );
  expect(words).toEqual(["instance status my-guestbook: removed"]);
});

test("each sees what its queries would show it", async () => {
  const keys = async (caller: Caller, projection: string) =>
    (await ask(caller, `projection=${projection}`)).changes.map(({ key }) => key);
  expect(await keys("ada", "instance-status")).toEqual([instance]);
  expect(await keys("bob", "instance-status")).toEqual([]);
  expect(await keys("accountant", "instance-status")).toEqual([]);
  expect(await keys("ada", "computer-duties")).toEqual([]);
  expect(await keys("auditor", "computer-duties")).toEqual([instance]);
  expect(await keys("bob", "open-offers")).toHaveLength(1);
  const outline = (await said("hoster", "projection=instance-status")).join();
  expect(outline).toContain("phase allocated");
  expect(outline).not.toContain("Welcome");
  expect((await said("ada", "projection=instance-status")).join()).toContain("Welcome");
});

test("a page that is full says where the next one begins", async () => {
  const first = await ask("auditor", "");
  expect(first.next).toBeUndefined();
  const [one, two, ...rest] = first.changes;
  const later = await ask(
    "auditor",
    `after=${one?.projection}%20${encodeURIComponent(one?.key ?? "")}`,
  );
  expect(later.changes).toEqual([two, ...rest]);
});

test.each(["projection=fortunes", "after=fortunes%20x"])(
  "?%s is told which there are",
  async (search) => {
    const { body } = await house.get("auditor", `/v1/changes?${search}`);
    expect([body.code, body.detail]).toEqual([
      "schema-mismatch",
      expect.stringContaining("there are access-tokens, account-balance, "),
    ]);
  },
);
