import type { Delivery } from "@partita/schemas";
import { expect, test } from "vitest";
import { progressOf } from "#webhooks/progress.ts";
import { aWebhook } from "#webhooks/testing/a-webhook.ts";

const failing: Delivery["failing"] = {
  movement: "7d0c3a50-0000-8000-8000-000000000001/0",
  position: "8",
  since: "2026-01-01T00:00:00.000Z",
  attempts: 3,
  message: "it answered 503",
  nextAttemptAt: "2026-01-01T00:05:00.000Z",
};
const kept = { startedAt: "5", enabledAt: "5", delivery: { delivered: "7", failing } };

test("a new webhook begins after its position", () =>
  expect(progressOf(aWebhook({ after: "3" }), undefined)).toEqual({
    startedAt: "5",
    enabledAt: "5",
    delivery: { delivered: "3" },
  }));

test("what was kept goes on, with its attempts", () =>
  expect(progressOf(aWebhook(), kept)).toBe(kept));

test("a webhook that was enabled goes on where it stood, with attempts counted anew", () =>
  expect(progressOf(aWebhook({ enabledAt: "9" }), kept)).toEqual({
    startedAt: "5",
    enabledAt: "9",
    delivery: { delivered: "7" },
  }));

test("a rewound webhook begins anew", () =>
  expect(progressOf(aWebhook({ startedAt: "9", enabledAt: "9", after: "0" }), kept)).toEqual({
    startedAt: "9",
    enabledAt: "9",
    delivery: { delivered: "0" },
  }));
