import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { acceptKey } from "./accept-key.ts";
import { CsrRefused } from "./csr-refused.ts";
import { bits, decode, encode, integer, nothing, objectId, sequence } from "./der.ts";
import { ecKey, p256Key, rsaKey } from "./testing/a-signing-request.ts";
import { publicKeyOf } from "./x509.ts";

const accepted = (der: Uint8Array) => {
  try {
    return acceptKey(decode(der));
  } catch (error) {
    if (error instanceof CsrRefused) return error.complaint;
    throw error;
  }
};

function rsaOf(modulus: Uint8Array, exponent: Uint8Array): Buffer {
  const algorithm = sequence(objectId("1.2.840.113549.1.1.1"), nothing());
  return encode(sequence(algorithm, bits(encode(sequence(integer(modulus), integer(exponent))))));
}

const long = (bytes: number) => Buffer.alloc(bytes, 0xff);
const usual = Buffer.of(1, 0, 1);

test.each([
  ["P-256", publicKeyOf(p256Key), "ec"],
  ["P-384", publicKeyOf(ecKey("secp384r1")), "ec"],
  ["RSA of 2048 bits", publicKeyOf(rsaKey(2048)), "rsa"],
  ["RSA of 4096 bits", rsaOf(long(512), usual), "rsa"],
  ["RSA of 4097 bits", rsaOf(Buffer.concat([Buffer.of(1), long(512)]), usual), "csr-key-refused"],
  [
    "RSA of 2047 bits",
    rsaOf(Buffer.concat([Buffer.of(0x7f), long(255)]), usual),
    "csr-key-refused",
  ],
  ["RSA of an even modulus", rsaOf(Buffer.alloc(256, 0xfe), usual), "csr-key-refused"],
  ["RSA with exponent 3", rsaOf(long(256), Buffer.of(3)), "csr-key-refused"],
  ["RSA with an even exponent", rsaOf(long(256), Buffer.of(1, 0, 2)), "csr-key-refused"],
  ["RSA with a huge exponent", rsaOf(long(256), long(256)), "csr-key-refused"],
  ["P-521", publicKeyOf(ecKey("secp521r1")), "csr-key-refused"],
  ["secp256k1, as long as P-256", publicKeyOf(ecKey("secp256k1")), "csr-key-refused"],
  ["Ed25519", publicKeyOf(generateKeyPairSync("ed25519").privateKey), "csr-key-refused"],
  [
    "RSA for PSS",
    publicKeyOf(generateKeyPairSync("rsa-pss", { modulusLength: 2048 }).privateKey),
    "csr-key-refused",
  ],
  ["nothing", encode(sequence()), "csr-key-refused"],
])("%s: %s", (_, der, verdict) => {
  expect(accepted(der)).toBe(verdict);
});

test("a point is written with both coordinates", () => {
  const der = publicKeyOf(p256Key);
  const compressed = Buffer.from(der);
  compressed.writeUInt8(2, der.length - 65);
  expect(accepted(compressed)).toBe("csr-key-refused");
});

test("whatever is put into a key, it is accepted or refused", () => {
  const der = publicKeyOf(p256Key);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      const [algorithm = nothing()] = decodeParts(der);
      expect(accepted(encode(sequence(algorithm, bits(bytes))))).toMatch(/^(ec|csr-key-refused)$/);
      const rsa = sequence(objectId("1.2.840.113549.1.1.1"), nothing());
      expect(accepted(encode(sequence(rsa, bits(bytes))))).toBe("csr-key-refused");
    }),
  );
});

function decodeParts(der: Uint8Array) {
  const { value } = decode(der);
  return typeof value === "string" ? [] : value;
}
