import assert from "node:assert/strict";
import { a } from "@partita/schemas/testing/a.ts";
import { test } from "vitest";
import { given } from "#projections/testing/given.ts";
import { rowsAfter } from "#projections/testing/rows-after.ts";
import { findWebhook, listWebhooks } from "#projections/webhooks/query.ts";
import { webhooks } from "#projections/webhooks/webhooks.ts";

const hook = "HOOK-0000000001";
const registered = a("webhook-registered");
const paused = a("webhook-paused");
const rotatedAt = (recordedAt: string, rotation: number, overlapUntil: string) =>
  a("webhook-rotated", { recordedAt, detail: { rotation, overlapUntil } });

test("a webhook begins with what follows its registration", () =>
  given(webhooks, a("offer-published"), registered).thenRows({
    [hook]: {
      after: "2",
      startedAt: "2",
      enabledAt: "2",
      revision: 1,
      rotations: [{ rotation: 0 }],
      pause: undefined,
    },
  }));

test("a webhook begins where its owner wants it to", () =>
  given(webhooks, a("webhook-registered", { detail: { after: "0" } })).thenRows({
    [hook]: { after: "0", startedAt: "1" },
  }));

test("a paused webhook says why, until it goes on where it stood", async () => {
  await given(webhooks, registered, paused).thenRows({
    [hook]: {
      revision: 2,
      pause: {
        reason: "failing",
        movement: paused.detail.movement,
        position: "12",
        attempts: 10,
        status: 503,
        message: "it answered 503",
        pausedAt: "2026-01-01T00:00:00.000Z",
      },
    },
  });
  await given(webhooks, registered, paused, a("webhook-enabled")).thenRows({
    [hook]: { pause: undefined, after: "1", startedAt: "1", enabledAt: "3", revision: 3 },
  });
});

test("a rewound webhook begins anew, and runs", () =>
  given(webhooks, registered, paused, a("webhook-rewound", { detail: { after: "0" } })).thenRows({
    [hook]: { pause: undefined, after: "0", startedAt: "3", enabledAt: "3" },
  }));

test("a new secret signs at once, the old ones until they expire", () =>
  given(
    webhooks,
    registered,
    rotatedAt("2026-01-01T00:00:00.000Z", 1, "2026-01-03T00:00:00.000Z"),
    rotatedAt("2026-01-02T00:00:00.000Z", 2, "2026-01-09T00:00:00.000Z"),
  ).thenRows({
    [hook]: {
      rotations: [
        { rotation: 2 },
        { rotation: 1, until: "2026-01-09T00:00:00.000Z" },
        { rotation: 0, until: "2026-01-03T00:00:00.000Z" },
      ],
    },
  }));

test("a rotation without overlap ends all secrets before", () =>
  given(
    webhooks,
    registered,
    rotatedAt("2026-01-01T00:00:00.000Z", 1, "2026-01-03T00:00:00.000Z"),
    rotatedAt("2026-01-02T00:00:00.000Z", 2, "2026-01-02T00:00:00.000Z"),
  ).thenRows({ [hook]: { rotations: [{ rotation: 2 }] } }));

test("a removed webhook is gone, and nothing brings it back", () =>
  given(webhooks, registered, a("webhook-removed"), a("webhook-enabled")).thenRows({}));

test("webhooks are asked for by reference, by owner, or all", async () => {
  const other = a("webhook-registered", {
    items: ["webhook:HOOK-2"],
    detail: { webhook: "HOOK-2", owner: "person:ada" },
  });
  const rows = await rowsAfter(registered, other);
  const names = (owner?: string) =>
    rows.read(async (at) => (await listWebhooks(at, { owner })).map(({ webhook }) => webhook));
  assert.deepEqual(await names(), [hook, "HOOK-2"]);
  assert.deepEqual(await names("person:ada"), ["HOOK-2"]);
  assert.equal((await rows.read((at) => findWebhook(at, hook)))?.url, registered.detail.url);
});
