import type { Recorded } from "@partita/ledger";
import { cloudEvent, shownTo, webhookSecret } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { letterOf, messageFor } from "#webhooks/letter.ts";
import { aWebhook } from "#webhooks/testing/a-webhook.ts";

const key = new Uint8Array(32).fill(1);
const now = "2026-01-01T00:00:00.900Z";
const movement = a("instance-requested");
const recorded: Recorded = { movement, stream: "instance-tree-T", revision: 1, position: 9n };

// The verifier of the reference library looks at the clock of the process.
beforeEach(() => vi.useFakeTimers({ now: Date.parse(now) }));
afterEach(() => vi.useRealTimers());

function sent(changes: Parameters<typeof aWebhook>[0] = {}) {
  const webhook = aWebhook({ owner: "person:ada", role: "person", ...changes });
  const message = messageFor(webhook, recorded);
  return message && letterOf(webhook, message, { id: movement.id, now, key });
}

test("the reference library verifies what is sent, with the secret that the owner is shown", () => {
  const { body, headers } = sent() ?? expect.unreachable();
  const verifier = new Webhook(webhookSecret(key, "HOOK-1", 0));
  expect(verifier.verify(body, headers)).toEqual({
    type: "partita.movement.instance-requested",
    timestamp: movement.recordedAt,
    data: { ...movement, stream: "instance-tree-T", revision: 1, position: "9" },
  });
  expect(headers["webhook-id"]).toBe(movement.id);
  expect(() => verifier.verify(`${body} `, headers)).toThrow(/signature/);
  expect(() => verifier.verify(body, { ...headers, "webhook-id": "another" })).toThrow();
});

test("while secrets overlap either verifies, afterwards the newest alone", () => {
  const rotations = [{ rotation: 1 }, { rotation: 0, until: "2026-01-01T00:00:01.000Z" }];
  const verifies = (rotation: number, until?: string) => {
    const [newest = { rotation: 1 }] = rotations;
    const both = until === undefined ? rotations : [newest, { rotation: 0, until }];
    const { body, headers } = sent({ rotations: both }) ?? expect.unreachable();
    try {
      return (
        new Webhook(webhookSecret(key, "HOOK-1", rotation)).verify(body, headers) !== undefined
      );
    } catch {
      // This is the answer that the library gives.
      return false;
    }
  };
  expect([verifies(0), verifies(1)]).toEqual([true, true]);
  const past = "2026-01-01T00:00:00.900Z";
  expect([verifies(0, past), verifies(1, past)]).toEqual([false, true]);
});

test("in the envelope of CloudEvents the same is one event", () => {
  const { body, headers } = sent({ format: "cloudevents" }) ?? expect.unreachable();
  expect(headers["content-type"]).toBe("application/cloudevents+json");
  const data = shownTo({ actor: "person:ada", role: "person" }, recorded);
  expect(JSON.parse(body)).toEqual(data && cloudEvent(data));
});

test("a seller is sent no parameters of its customers, a stranger nothing", () => {
  expect(sent({ owner: "person:bob" })).toBeUndefined();
  const seller = sent({ owner: "organisation:hoster", role: "organisation" });
  expect(JSON.parse(seller?.body ?? "").data).toMatchObject({
    detail: { parameters: {} },
    redacted: ["commandDigest", "detail.parameters"],
  });
});

test("only the kinds that are wanted are sent", () => {
  expect(sent({ kinds: ["offer-published"] })).toBeUndefined();
  expect(sent({ kinds: ["offer-published", "instance-requested"] })).toBeDefined();
});

test("nothing that is sent says the secret", () =>
  expect(JSON.stringify(sent())).not.toContain(webhookSecret(key, "HOOK-1", 0).slice(6)));
