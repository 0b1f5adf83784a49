import assert from "node:assert/strict";
import { test } from "vitest";
import { webhookSecret } from "./webhook-secret.ts";

const key = new Uint8Array(32).fill(7);

test("a secret follows from key, webhook and rotation, and from nothing else", () => {
  const secret = webhookSecret(key, "HOOK-1", 0);
  assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
  assert.equal(webhookSecret(new Uint8Array(32).fill(7), "HOOK-1", 0), secret);
  const others = [
    webhookSecret(new Uint8Array(32).fill(8), "HOOK-1", 0),
    webhookSecret(key, "HOOK-2", 0),
    webhookSecret(key, "HOOK-1", 1),
    webhookSecret(key, "HOOK-11", 0),
  ];
  assert.equal(new Set([secret, ...others]).size, 5);
});

test("a key of another length is refused", () => {
  assert.throws(() => webhookSecret(new Uint8Array(16), "HOOK-1", 0), /16 bytes instead of 32/);
});
