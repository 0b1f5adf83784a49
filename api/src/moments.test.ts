import { storeOf } from "@partita/projections/testing/recorded.ts";
import { a } from "@partita/schemas/testing/a.ts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { movementsPage } from "#api/feed/page.ts";
import { storeAt } from "#api/moments.ts";
import { hosted, market } from "#api/testing/market.ts";
import { callers, type World, world } from "#api/testing/world.ts";

let house: World;
let instance = "";
let placed: { readonly position: string; readonly recordedAt: string };
beforeEach(async () => {
  house = await world();
  const { offer } = await market(house);
  instance = await hosted(house, offer);
  const log = await house.ports.store.readAll(0n, 100);
  const asked = log.find(({ movement }) => movement.kind === "instance-requested");
  placed = { position: `${asked?.position}`, recordedAt: asked?.movement.recordedAt ?? "" };
});
afterEach(() => house.close());

const ask = (search: string) => house.get("ada", `/v1/instances/${instance}${search}`);

test("an answer is of the position that was known, and says which moment it is of", async () => {
  const { status, body } = await ask(`?knownAt=${placed.position}`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ position: placed.position, knownAt: placed.position });
  expect(body.instance.phase).toBe("requested");
});

test("an instant is as good as a position, whatever was recorded by then", async () => {
  const { body } = await ask(`?knownAt=${placed.recordedAt}`);
  expect(body).toMatchObject({ position: placed.position, knownAt: placed.recordedAt });
  expect(body.instance.phase).toBe("requested");
});

test("what was true at an instant is told with all that is known", async () => {
  const { body } = await ask(`?at=${placed.recordedAt}`);
  expect(body.instance.phase).toBe("requested");
  expect(body.at).toBe(placed.recordedAt);
  expect(BigInt(body.position)).toBe(await house.ports.store.head());
  expect((await ask("")).body).toMatchObject({ instance: { phase: "allocated" } });
});

test("before it was requested there is no instance", async () => {
  const before = String(BigInt(placed.position) - 1n);
  expect((await ask(`?knownAt=${before}`)).body.code).toBe("no-such-instance");
  expect((await ask("?at=2020-01-01T00:00:00.000Z")).body.code).toBe("no-such-instance");
});

test("an instant that lies ahead waits for all that the log has", async () => {
  const { body } = await ask("?knownAt=2100-01-01T00:00:00.000Z");
  expect(BigInt(body.position)).toBe(await house.ports.store.head());
});

test.each([
  ["at=yesterday", "at", "2026-01-31T12:00:00.000Z"],
  ["at=42", "at", "2026-01-31T12:00:00.000Z"],
  ["knownAt=2026-01-31", "knownAt", 'a position of the log or an instant in UTC: "42"'],
])("?%s is told what to write instead", async (search, path, message) => {
  const { status, body } = await ask(`?${search}`);
  expect([status, body.code]).toEqual([400, "schema-mismatch"]);
  expect(body.errors).toEqual([{ path: `?${path}`, message: expect.stringContaining(message) }]);
});

test("a position that no log reaches is refused, one that lies ahead is waited for", async () => {
  expect((await ask("?knownAt=99999999999999999999")).body.code).toBe("schema-mismatch");
  const slow = await world(({ rows }) => ({ rows: { ...rows, reached: async () => false } }));
  try {
    const { status, body } = await slow.get("ada", "/v1/offers?knownAt=7");
    expect([status, body.code]).toEqual([503, "projection-behind"]);
  } finally {
    await slow.close();
  }
});

test("the log has no at, and ends where it was known to", async () => {
  const log = await house.get("auditor", `/v1/movements?knownAt=${placed.position}`);
  expect(log.body.movements.at(-1).position).toBe(placed.position);
  expect(log.body.more).toBe(false);
  const refused = await house.get("auditor", `/v1/movements?at=${placed.recordedAt}`);
  expect(refused.body.errors).toMatchObject([{ path: "?at" }]);
});

test("a page says that more follows when it does, not when its moment is later", async () => {
  const { store } = house.ports;
  const late = (await store.head()) + 1n;
  const gap = storeAt({ ...store, head: async () => late }, { knownAt: late });
  const seeing = { identity: callers.auditor, sight: "everything" } as const;
  const page = async (limit: string) =>
    movementsPage({ parameters: { limit }, seeing, store: gap });
  expect(await page("1000")).toMatchObject({ more: false });
  expect(await page("1")).toMatchObject({ more: true });
});

test("health is about now", async () => {
  const { body } = await house.get("auditor", `/v1/health?knownAt=${placed.position}`);
  expect(body.code).toBe("schema-mismatch");
});

test("a store at a moment has nothing after it", async () => {
  const store = await storeOf(...[1, 2, 3].map(() => a("amount-posted")));
  const then = storeAt(store, { knownAt: 2n });
  expect(await then.head()).toBe(2n);
  expect((await then.readAll(0n, 10)).map(({ position }) => position)).toEqual([1n, 2n]);
  expect(await storeAt(store, { knownAt: 9n }).head()).toBe(3n);
  expect(storeAt(store, { at: placed.recordedAt })).toBe(store);
});
