import { expect, test } from "vitest";
import { p256Key, rsaKey } from "#certificates/testing/a-signing-request.ts";
import { demandOpenssl, openssl } from "#certificates/testing/openssl.ts";
import { pemOfKey } from "#certificates/x509.ts";
import { decryptKey, encryptKey } from "./encrypted-key.ts";

const passphrase = "correct horse battery staple";

test.each([
  ["P-256", p256Key],
  ["RSA", rsaKey(2048)],
])("a key of %s comes back out of its encryption", async (_, key) => {
  const encrypted = await encryptKey(key, passphrase);
  expect(pemOfKey(decryptKey(encrypted, passphrase))).toBe(pemOfKey(key));
  expect(() => decryptKey(encrypted, "another one")).toThrow();
});

test("openssl reads it, so that nobody depends on this house for their keys", async (context) => {
  await demandOpenssl(context);
  const args = ["pkey", "-in", "{key}", "-passin", `pass:${passphrase}`];
  const { says } = await openssl(args, { key: await encryptKey(p256Key, passphrase) });
  expect(says).toBe(pemOfKey(p256Key));
});
