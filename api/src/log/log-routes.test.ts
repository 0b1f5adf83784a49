import { isConsistent, isIncluded } from "@partita/schemas/log/check-proof.ts";
import { openCheckpoint } from "@partita/schemas/log/checkpoint.ts";
import { checkEvidence } from "@partita/schemas/log/evidence.ts";
import { leafHash } from "@partita/schemas/log/hashes.ts";
import { leafText } from "@partita/schemas/log/leaf-text.ts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type MerkleWorld, merkleWorld } from "#api/testing/merkle-world.ts";
import { bearer, type Caller, callers, world } from "#api/testing/world.ts";

let house: MerkleWorld;
beforeEach(async () => {
  house = await merkleWorld();
});
afterEach(() => house.close());

const open = (url: string, headers = {}) => house.inject({ url, headers });

/** So many movements, each of a command of its own. */
async function write(count: number): Promise<void> {
  const offset = Number(await house.ports.store.head());
  for (let index = 0; index < count; index++)
    await house.house("register-computer", {
      streamId: `COMP-${offset + index}`,
      actor: "organisation:hoster",
      detail: { title: `computer ${offset + index}` },
    });
}

async function recordedAt(index: number) {
  const [recorded] = await house.ports.store.readAll(BigInt(index), 1);
  if (recorded === undefined) throw new Error(`nothing is at ${index}`);
  return recorded;
}

const decoded = (texts: readonly string[]) => texts.map((text) => Buffer.from(text, "base64"));

test("a checkpoint is a note that the log's own key opens, and needs no token", async () => {
  await write(3);
  await house.seal();
  const { status, headers, body } = await open("/v1/log/checkpoint");
  const key = (await open("/v1/log/key")).body.trim();
  expect([status, key]).toEqual([200, house.key]);
  expect(headers["content-type"]).toBe("text/plain; charset=utf-8");
  expect(headers["cache-control"]).toMatch(/^public, max-age=\d$/);
  expect(openCheckpoint(body, key).size).toBe(3);
});

test("whoever has a checkpoint already gets 304, until there is another", async () => {
  await write(1);
  await house.seal();
  const { headers } = await open("/v1/log/checkpoint");
  const again = () => open("/v1/log/checkpoint", { "if-none-match": headers.etag });
  const { status, body } = await again();
  expect([status, body]).toEqual([304, ""]);
  await write(1);
  await house.seal();
  expect((await again()).status).toBe(200);
});

test("every checkpoint that was signed can be had", async () => {
  for (const count of [1, 2, 3]) {
    await write(count);
    await house.seal();
  }
  const { body } = await open("/v1/log/checkpoints?after=1");
  const sizes = body.checkpoints.map((note: string) => openCheckpoint(note, house.key).size);
  expect(sizes).toEqual([3, 6]);
});

test("tiles are octets that are kept for ever, in the width that was asked for", async () => {
  await write(5);
  await house.seal();
  const { app } = house;
  const reply = await app.inject({ url: "/v1/log/tile/0/000.p/3" });
  expect(reply.headers["content-type"]).toBe("application/octet-stream");
  expect(reply.headers["cache-control"]).toContain("immutable");
  const hashes = await Promise.all(
    [0, 1, 2].map(async (index) => leafHash(leafText(await recordedAt(index)))),
  );
  expect(reply.rawPayload).toEqual(Buffer.concat(hashes));
  const etag = `${reply.headers.etag}`;
  const known = await app.inject({
    url: "/v1/log/tile/0/000.p/3",
    headers: { "if-none-match": `W/"other", ${etag}` },
  });
  expect(known.statusCode).toBe(304);
});

test.each(["0/000", "0/000.p/6", "0/0", "0/000.p/0", "1/000.p/1", "0/x000/000", "9/000"])(
  "the tile %s of a tree of five leaves is not there",
  async (tile) => {
    await write(5);
    await house.seal();
    const { status, body } = await open(`/v1/log/tile/${tile}`);
    expect([status, body.code]).toEqual([404, "no-such-tile"]);
  },
);

test("each movement is proven by its id, as whoever checks it finds", async () => {
  await write(9);
  const { root, size } = await house.seal();
  for (let index = 0; index < size; index++) {
    const recorded = await recordedAt(index);
    const id = encodeURIComponent(recorded.movement.id);
    const { body } = await open(`/v1/log/proof/inclusion?movement=${id}`);
    const leaf = leafHash(leafText(recorded));
    expect(body).toMatchObject({ index, size, leaf: leaf.toString("base64") });
    expect(isIncluded({ leaf, index, size, root, path: decoded(body.path) })).toBe(true);
  }
});

test("an older tree is proven to be the beginning of the last checkpoint's", async () => {
  await write(3);
  const from = await house.seal();
  await write(4);
  const to = await house.seal();
  const { body } = await open("/v1/log/proof/consistency?from=3");
  expect([body.from, body.to]).toEqual([3, 7]);
  expect(isConsistent({ from, to, path: decoded(body.path) })).toBe(true);
});

test.each([
  ["inclusion?movement=nothing/0", 404, "no-such-leaf"],
  ["inclusion?index=7", 404, "no-such-leaf"],
  ["inclusion?index=2&size=2", 404, "no-such-leaf"],
  ["inclusion?index=2&size=8", 503, "tree-behind"],
  ["inclusion", 400, "schema-mismatch"],
  ["inclusion?index=1&movement=a/0", 400, "schema-mismatch"],
  ["inclusion?index=01", 400, "schema-mismatch"],
  ["inclusion?index=99999999999999999999", 400, "schema-mismatch"],
  ["consistency?from=4&to=3", 400, "schema-mismatch"],
  ["consistency?from=1&to=9999999999999999", 503, "tree-behind"],
  ["consistency", 400, "schema-mismatch"],
])("proof/%s is refused with %i %s", async (asked, status, code) => {
  await write(5);
  await house.seal();
  const reply = await open(`/v1/log/proof/${asked}`);
  expect([reply.status, reply.body.code]).toEqual([status, code]);
});

test("a movement that the tree has not come to is to be asked for again", async () => {
  await write(1);
  await house.seal();
  await write(1);
  const { id } = (await recordedAt(1)).movement;
  const { status, body, headers } = await open(`/v1/log/proof/inclusion?movement=${id}`);
  expect([status, body.code, body.retryable]).toEqual([503, "tree-behind", true]);
  expect(headers["retry-after"]).toBe("1");
});

test("entries are the leaves that are stored, for the auditor only", async () => {
  await write(5);
  await house.seal();
  const headers = bearer("auditor");
  const { body, headers: given } = await house.app.inject({
    url: "/v1/log/entries/000.p/5",
    headers,
  });
  expect(given["content-type"]).toBe("application/x-ndjson; charset=utf-8");
  const leaves = await Promise.all(
    [0, 1, 2, 3, 4].map(async (index) => {
      const recorded = await recordedAt(index);
      return { position: `${recorded.position}`, leaf: leafText(recorded) };
    }),
  );
  const lines = body.trim().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toEqual(leaves);
  const places = (await house.get("auditor", "/v1/log/leaves/000.p/5")).body.leaves;
  expect(places[4]).toEqual({
    index: 4,
    position: "5",
    movement: (await recordedAt(4)).movement.id,
  });
  expect((await open("/v1/log/entries/000.p/5")).status).toBe(401);
});

test.each((Object.keys(callers) as Caller[]).filter((caller) => caller !== "auditor"))(
  "%s may not read the entries",
  async (caller) => {
    await write(1);
    await house.seal();
    for (const part of ["entries", "leaves"]) {
      const { status, body } = await house.get(caller, `/v1/log/${part}/000.p/1`);
      expect([status, body.code]).toEqual([403, "forbidden"]);
    }
  },
);

test("evidence is for the parties of a movement and for auditors; others see no leaf", async () => {
  await write(3);
  await house.seal();
  const { movement } = await recordedAt(1);
  const asked = `/v1/log/evidence?movement=${encodeURIComponent(movement.id)}`;
  for (const caller of ["hoster", "auditor"] as const) {
    const { status, body } = await house.get(caller, asked);
    expect(status).toBe(200);
    expect(checkEvidence(body, house.key).checkpoint.size).toBe(3);
    expect(JSON.parse(body.leaf).movement).toEqual(movement);
  }
  for (const caller of ["ada", "rival", "comp2"] as const) {
    const { status, body } = await house.get(caller, asked);
    expect([status, body.code]).toEqual([404, "no-such-leaf"]);
  }
  expect((await open(asked)).status).toBe(401);
});

test("evidence goes on from an older checkpoint that somebody has", async () => {
  await write(2);
  await house.seal();
  await write(5);
  await house.seal();
  const { id } = (await recordedAt(4)).movement;
  const asked = (since: number) => `/v1/log/evidence?movement=${id}&since=${since}`;
  const { body } = await house.get("auditor", asked(2));
  expect(checkEvidence(body, house.key).older?.size).toBe(2);
  const { status, body: problem } = await house.get("auditor", asked(3));
  expect([status, problem.code]).toEqual([404, "no-such-checkpoint"]);
});

test("of a log that was tampered with, nothing is proven", async () => {
  await write(2);
  await house.seal();
  const { id } = (await recordedAt(0)).movement;
  const { store } = house.ports;
  const written = store.writtenBy.bind(store);
  store.writtenBy = async (command) =>
    (await written(command)).map((one) => ({ ...one, revision: one.revision + 1 }));
  const { status, body } = await house.get("auditor", `/v1/log/evidence?movement=${id}`);
  expect([status, body.code]).toEqual([500, "log-damaged"]);
});

test("a store without a table has no audit, and a Master without a tree no log", async () => {
  expect((await house.get("auditor", "/v1/log/audit")).status).toBe(404);
  const plain = await world();
  expect((await plain.inject({ url: "/v1/log/checkpoint" })).status).toBe(404);
  await plain.close();
});

test("other methods are refused", async () => {
  const { status, headers } = await house.inject({ method: "POST", url: "/v1/log/tile/0/000" });
  expect([status, headers.allow]).toEqual([405, "GET, HEAD"]);
});

test("every route of the log is described", async () => {
  const { body } = await house.inject({ url: "/v1/openapi.json" });
  const paths = Object.keys(body.paths).filter((path) => path.startsWith("/v1/log/"));
  expect(paths).toEqual([
    "/v1/log/key",
    "/v1/log/checkpoint",
    "/v1/log/checkpoints",
    "/v1/log/tile/{level}/{*}",
    "/v1/log/proof/inclusion",
    "/v1/log/proof/consistency",
    "/v1/log/entries/{*}",
    "/v1/log/leaves/{*}",
    "/v1/log/evidence",
  ]);
});
