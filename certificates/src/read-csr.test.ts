import { createPublicKey, generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { CsrRefused } from "./csr-refused.ts";
import { explicit, octets, sequence } from "./der.ts";
import { fromPem, toPem } from "./pem.ts";
import { csrCharactersMax, readCsr } from "./read-csr.ts";
import { aCsr, ecKey, handMadeCsr, p256Key, rsaKey } from "./testing/a-signing-request.ts";
import { demandOpenssl, openssl } from "./testing/openssl.ts";
import { publicKeyOf } from "./x509.ts";

const rsaWithSha256 = "1.2.840.113549.1.1.11";

const complaintOf = (csr: string) => {
  try {
    readCsr(csr);
    return "none";
  } catch (error) {
    if (error instanceof CsrRefused) return error.complaint;
    throw error;
  }
};

test("the key of a request is read", () => {
  expect(readCsr(aCsr)).toEqual(publicKeyOf(p256Key));
});

test.each([
  ["P-384", { key: ecKey("secp384r1") }],
  [
    "P-384 with SHA-384",
    { key: ecKey("secp384r1"), algorithm: "1.2.840.10045.4.3.3", digest: "sha384" },
  ],
  ["P-256 with SHA-512", { algorithm: "1.2.840.10045.4.3.4", digest: "sha512" }],
  ["RSA of 2048 bits", { key: rsaKey(2048), algorithm: rsaWithSha256 }],
  ["RSA of 4096 bits", { key: rsaKey(4096), algorithm: "1.2.840.113549.1.1.13", digest: "sha512" }],
])("%s is taken", (_, made) => {
  expect(complaintOf(handMadeCsr(made))).toBe("none");
});

test.each([
  ["RSA of 1024 bits", { key: rsaKey(1024), algorithm: rsaWithSha256 }],
  ["RSA with exponent 3", { key: rsaKey(2048, 3), algorithm: rsaWithSha256 }],
  ["P-521", { key: ecKey("secp521r1") }],
  ["secp256k1", { key: ecKey("secp256k1") }],
  ["Ed25519", { publicKey: publicKeyOf(generateKeyPairSync("ed25519").privateKey) }],
  ["a key that is none", { publicKey: Buffer.from("3003020101", "hex") }],
  [
    "RSA of 16384 bits, which takes long to check",
    { publicKey: hugeRsa(16_384), algorithm: rsaWithSha256 },
  ],
])("%s is refused as a key", (_, made) => {
  expect(complaintOf(handMadeCsr(made))).toBe("csr-key-refused");
});

test.each([
  ["SHA-1 with RSA", "1.2.840.113549.1.1.5", "sha1", rsaKey(2048)],
  ["MD5 with RSA", "1.2.840.113549.1.1.4", "md5", rsaKey(2048)],
  ["SHA-1 with ECDSA", "1.2.840.10045.4.1", "sha1", p256Key],
  ["something unknown", "1.2.3.4", "sha256", p256Key],
])("%s is refused as an algorithm", (_, algorithm, digest, key) => {
  expect(complaintOf(handMadeCsr({ algorithm, digest, key }))).toBe("csr-algorithm-refused");
});

test.each([
  ["of another key", { publicKey: publicKeyOf(ecKey("prime256v1")) }],
  ["with another digest", { digest: "sha384" }],
  ["empty", { signature: new Uint8Array() }],
  ["of zeros", { signature: new Uint8Array(64) }],
  ["said to be RSA's", { algorithm: rsaWithSha256 }],
])("a signature %s shows no possession of the key", (_, made) => {
  expect(complaintOf(handMadeCsr(made))).toBe("csr-signature-wrong");
});

test("attributes are signed too, and otherwise ignored", () => {
  const attributes = explicit(0, sequence(octets(Buffer.alloc(1000))));
  expect(complaintOf(handMadeCsr({ attributes }))).toBe("none");
});

test("what is too long is not even looked at", () => {
  expect(complaintOf(`${aCsr}${" ".repeat(csrCharactersMax)}`)).toBe("csr-too-long");
});

test.each([
  ["nothing", ""],
  ["words", "please"],
  [
    "a certificate",
    toPem("CERTIFICATE", fromPem(aCsr, ["CERTIFICATE REQUEST"]) ?? Buffer.alloc(0)),
  ],
  ["no base64", aCsr.replace("\nMI", "\n{}")],
  ["an end without its beginning", aCsr.slice(aCsr.indexOf("\n"))],
  ["something behind it", tampered((der) => Buffer.concat([der, Buffer.alloc(1)]))],
  ["indefinite lengths", toPem("CERTIFICATE REQUEST", Buffer.from("308002010000", "hex"))],
  ["a deep hole", toPem("CERTIFICATE REQUEST", hole(3000))],
])("%s is unreadable", (_, csr) => {
  expect(complaintOf(csr)).toBe("csr-unreadable");
});

test("a request that is cut anywhere is refused", () => {
  const der = fromPem(aCsr, ["CERTIFICATE REQUEST"]) ?? Buffer.alloc(0);
  for (let length = 0; length < der.length; length += 1)
    expect(complaintOf(toPem("CERTIFICATE REQUEST", der.subarray(0, length)))).toMatch(/^csr-/);
});

test("a request with any bit turned is refused, and never a crash", () => {
  const der = fromPem(aCsr, ["CERTIFICATE REQUEST"]) ?? Buffer.alloc(0);
  for (let bit = 0; bit < der.length * 8; bit += 1) {
    const csr = tampered((whole) => {
      const index = bit >> 3;
      whole.writeUInt8(whole.readUInt8(index) ^ (1 << (bit & 7)), index);
      return whole;
    });
    expect(complaintOf(csr), `bit ${bit}`).toMatch(/^csr-/);
  }
});

test("whatever is sent, it is read or refused", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(complaintOf(toPem("CERTIFICATE REQUEST", bytes))).toMatch(/^csr-/);
    }),
    { numRuns: 2000 },
  );
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
      expect(complaintOf(text)).toMatch(/^csr-/);
      expect(complaintOf(aCsr.replace("\nMI", `\n${text}`))).toMatch(/^csr-|none/);
    }),
    { numRuns: 1000 },
  );
});

test("any part of a request may be replaced by anything", () => {
  const der = fromPem(aCsr, ["CERTIFICATE REQUEST"]) ?? Buffer.alloc(0);
  fc.assert(
    fc.property(
      fc.nat(der.length - 1),
      fc.uint8Array({ minLength: 1, maxLength: 40 }),
      (at, put) => {
        const csr = tampered((whole) => {
          whole.set(put.slice(0, whole.length - at), at);
          return whole;
        });
        const isSame = csr === aCsr;
        expect(complaintOf(csr) === "none" && !isSame).toBe(false);
      },
    ),
    { numRuns: 2000 },
  );
});

test("requests that openssl makes are read", async (context) => {
  await demandOpenssl(context);
  for (const kind of [
    ["-newkey", "rsa:2048"],
    ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"],
  ]) {
    const args = ["req", "-new", "-nodes", ...kind, "-subj", "/CN=me", "-keyout", "/dev/null"];
    const { says } = await openssl(args, {});
    const key = createPublicKey({ key: readCsr(says), format: "der", type: "spki" });
    expect(["rsa", "ec"]).toContain(key.asymmetricKeyType);
  }
});

function tampered(change: (der: Buffer) => Buffer): string {
  const der = fromPem(aCsr, ["CERTIFICATE REQUEST"]) ?? Buffer.alloc(0);
  return toPem("CERTIFICATE REQUEST", change(der));
}

function hugeRsa(bits: number): Buffer {
  const modulus = Buffer.alloc(bits / 8, 0xff).toString("base64url");
  const key = createPublicKey({ key: { kty: "RSA", n: modulus, e: "AQAB" }, format: "jwk" });
  return key.export({ type: "spki", format: "der" });
}

/** Sequences in sequences. */
function hole(depth: number): Buffer {
  let der: Buffer = Buffer.alloc(0);
  for (let level = 0; level < depth; level += 1) {
    const { length } = der;
    const header = length < 128 ? [0x30, length] : [0x30, 0x82, length >> 8, length & 0xff];
    der = Buffer.concat([Buffer.from(header), der]);
  }
  return der;
}
