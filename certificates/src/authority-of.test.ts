import { createPrivateKey, X509Certificate } from "node:crypto";
import { expect, test } from "vitest";
import { makeCsr } from "./adapters/make-csr.ts";
import type { Authority, Signed } from "./authority.ts";
import { CsrRefused } from "./csr-refused.ts";
import { moved } from "./lives.ts";
import { blocksOf } from "./pem.ts";
import { renewalAt } from "./renewal.ts";
import { aHierarchy, dayOne, withIssuing, withRoot } from "./testing/a-hierarchy.ts";
import { aCsr, p256Key } from "./testing/a-signing-request.ts";
import { demandOpenssl, openssl } from "./testing/openssl.ts";
import { testAuthority } from "./testing/test-authority.ts";

const order = { holder: "computer:COMP-1", role: "computer", now: dayOne } as const;

/** Whether a chain of signatures leads from the leaf to one of the roots. */
function leadsToRoot({ certificate, chain }: Signed, roots: string): boolean {
  const up = [certificate, ...blocksOf(chain, "CERTIFICATE")].map(
    (pem) => new X509Certificate(pem),
  );
  const tops = blocksOf(roots, "CERTIFICATE").map((pem) => new X509Certificate(pem));
  const isSigned = (one: X509Certificate, by: X509Certificate) =>
    one.checkIssued(by) && one.verify(by.publicKey);
  const end = up.findIndex((one) => tops.some((top) => isSigned(one, top)));
  const linked = up.slice(1, end + 1).every((above, index) => {
    const below = up[index];
    return below !== undefined && isSigned(below, above);
  });
  return end !== -1 && linked;
}

async function opensslSays(
  authority: Authority,
  leaf: Signed,
  more: { readonly now: string; readonly crl?: string; readonly roots?: string },
): Promise<string> {
  const crl = more.crl === undefined ? [] : ["-crl_check", "-CRLfile", "{crl}"];
  const instant = ["-attime", String(Math.floor(Date.parse(more.now) / 1000))];
  const args = ["-x509_strict", "-CAfile", "{roots}", "-untrusted", "{chain}", "{text}"];
  const { ok, says } = await openssl(["verify", ...instant, ...crl, ...args], {
    text: leaf.text,
    chain: leaf.chain,
    roots: more.roots ?? authority.roots(),
    crl: more.crl ?? "",
  });
  return ok ? "good" : says;
}

test("a leaf lives: issued, renewed after two thirds, expired", async (context) => {
  await demandOpenssl(context);
  const authority = await testAuthority({ clock: () => dayOne });
  const first = await authority.sign(aCsr, order);
  expect(leadsToRoot(first, authority.roots())).toBe(true);
  const renewal = renewalAt(first, first.serial);
  expect(await opensslSays(authority, first, { now: renewal })).toBe("good");
  const { csr } = await makeCsr("COMP-1");
  const second = await authority.sign(csr, { ...order, now: renewal });
  expect(second.serial).not.toBe(first.serial);
  const expired = moved(first.notAfter, 1);
  expect(await opensslSays(authority, first, { now: expired })).toContain("has expired");
  expect(await opensslSays(authority, second, { now: expired })).toBe("good");
  const early = moved(first.notBefore, -1);
  expect(await opensslSays(authority, first, { now: early })).toContain("not yet valid");
});

test("what is on the revocation list is good for nothing any more", async (context) => {
  await demandOpenssl(context);
  const authority = await testAuthority({ clock: () => dayOne });
  const [revoked, other] = [await authority.sign(aCsr, order), await authority.sign(aCsr, order)];
  const line = { serial: revoked.serial, revokedAt: dayOne, reason: "keyCompromise" } as const;
  const { pem: crl } = await authority.crl([line], dayOne);
  expect(await opensslSays(authority, revoked, { now: dayOne, crl })).toContain("revoked");
  expect(await opensslSays(authority, other, { now: dayOne, crl })).toBe("good");
  const stale = moved(dayOne, 2 * 24 * 3600);
  expect(await opensslSays(authority, other, { now: stale, crl })).toContain("CRL has expired");
});

test("leaves below the old issuing certificate stay good beside new ones", async (context) => {
  await demandOpenssl(context);
  const halfway = "2027-01-02T00:00:00.000Z";
  let hierarchy = await aHierarchy();
  let now = dayOne;
  const authority = await testAuthority({ clock: () => now, hierarchy: () => hierarchy });
  const old = await authority.sign(aCsr, { ...order, now: moved(halfway, -60) });
  hierarchy = await withIssuing(hierarchy, halfway);
  now = moved(halfway, 3600);
  const next = await authority.sign(aCsr, { ...order, now });
  expect(next.chain).not.toBe(old.chain);
  expect(authority.trusted()).toHaveLength(3);
  const lines = [old, next].map(({ serial }) => ({
    serial,
    revokedAt: now,
    reason: "superseded" as const,
  }));
  const { pem: all } = await authority.crl(lines, now);
  const { pem: none } = await authority.crl([], now);
  expect(blocksOf(all, "X509 CRL")).toHaveLength(2);
  for (const leaf of [old, next]) {
    expect(await opensslSays(authority, leaf, { now, crl: none })).toBe("good");
    expect(await opensslSays(authority, leaf, { now, crl: all })).toContain("revoked");
  }
});

test("whoever knows only the old root believes leaves below the next one", async (context) => {
  await demandOpenssl(context);
  const before = await aHierarchy();
  const rotated = "2031-01-02T00:00:00.000Z";
  const now = moved(rotated, 3600);
  const old = await testAuthority({ clock: () => now, hierarchy: () => before });
  const hierarchy = await withRoot(before, rotated);
  const authority = await testAuthority({ clock: () => now, hierarchy: () => hierarchy });
  const leaf = await authority.sign(aCsr, { ...order, now });
  const [, newRoot = ""] = blocksOf(authority.roots(), "CERTIFICATE");
  for (const roots of [old.roots(), newRoot, authority.roots()]) {
    expect(leadsToRoot(leaf, roots)).toBe(true);
    expect(await opensslSays(authority, leaf, { now, roots })).toBe("good");
  }
  const foreign = await testAuthority({ clock: () => now });
  expect(leadsToRoot(leaf, foreign.roots())).toBe(false);
});

test.each(["p256", "rsa2048"] as const)("a key of %s is made where it is wanted", async (kind) => {
  const authority = await testAuthority({ clock: () => dayOne });
  const { key, certificate } = await authority.signWithKey(order, kind);
  expect(new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))).toBe(true);
  expect(createPrivateKey(key).asymmetricKeyType).toBe(kind === "p256" ? "ec" : "rsa");
});

test.each([
  ["computer:COMP-1", "computer", "2027-01-01T00:00:00.000Z"],
  ["person:ada", "person", "2027-01-01T00:00:00.000Z"],
  ["instance:INST-1", "instance", "2026-01-31T00:00:00.000Z"],
] as const)("with a key of ours, %s has a %s's until %s", async (holder, role, notAfter) => {
  const authority = await testAuthority({ clock: () => dayOne });
  expect(await authority.signWithKey({ holder, role, now: dayOne })).toMatchObject({ notAfter });
  const short = { holder, role, now: dayOne, validSeconds: 60 };
  expect((await authority.signWithKey(short)).notAfter).toBe("2026-01-01T00:01:00.000Z");
});

test("no two certificates have the same serial, and each has the form of the house", async () => {
  const authority = await testAuthority({ clock: () => dayOne });
  const serials = new Set<string>();
  for (let count = 0; count < 200; count += 1)
    serials.add((await authority.sign(aCsr, order)).serial);
  expect(serials.size).toBe(200);
  for (const serial of serials) expect(serial).toMatch(/^[4-7][0-9a-f]{31}$/);
});

test("what is no request is refused, and not a fault", async () => {
  const authority = await testAuthority({ clock: () => dayOne });
  await expect(authority.sign("please", order)).rejects.toBeInstanceOf(CsrRefused);
});

test("the text holds the leaf first, and then its chain", async () => {
  const authority = await testAuthority({ clock: () => dayOne });
  const { text, certificate, chain } = await authority.sign(aCsr, order);
  expect(blocksOf(text, "CERTIFICATE")).toEqual([certificate, ...blocksOf(chain, "CERTIFICATE")]);
});

test("a server keeps its certificate until a third of its life is left", async () => {
  let now = dayOne;
  const authority = await testAuthority({ clock: () => now });
  const names = ["localhost", "127.0.0.1"];
  const first = await authority.serverCertificate(names);
  now = "2026-02-28T00:00:00.000Z";
  expect(await authority.serverCertificate(names)).toEqual(first);
  expect((await authority.serverCertificate(["localhost"])).cert).not.toBe(first.cert);
  now = "2026-03-10T00:00:00.000Z";
  const second = await authority.serverCertificate(names);
  expect(second.cert).not.toBe(first.cert);
  expect(second.notAfter).toBe("2026-06-08T00:00:00.000Z");
});

test("a server's certificate that another authority signed is not kept", async () => {
  let hierarchy = await aHierarchy();
  const authority = await testAuthority({ clock: () => dayOne, hierarchy: () => hierarchy });
  const first = await authority.serverCertificate(["localhost"]);
  hierarchy = await aHierarchy();
  expect((await authority.serverCertificate(["localhost"])).cert).not.toBe(first.cert);
});

test("a server's certificate is followed when the next one signs, and not before", async () => {
  const rotated = "2026-01-03T00:00:00.000Z";
  let hierarchy = await aHierarchy();
  let now = dayOne;
  const authority = await testAuthority({ clock: () => now, hierarchy: () => hierarchy });
  const first = await authority.serverCertificate(["localhost"]);
  hierarchy = await withRoot(hierarchy, rotated);
  now = moved(rotated, 599);
  expect(await authority.serverCertificate(["localhost"])).toEqual(first);
  now = moved(rotated, 600);
  const second = await authority.serverCertificate(["localhost"]);
  const [, , , issuing] = authority.trusted();
  expect(blocksOf(second.cert, "CERTIFICATE")[1]).toBe(issuing);
  // Another process, whose clock is behind, shows the same.
  now = moved(rotated, 590);
  expect(await authority.serverCertificate(["localhost"])).toEqual(second);
});

test("a server has names, but not any number of them", async () => {
  const authority = await testAuthority({ clock: () => dayOne });
  await expect(authority.serverCertificate([])).rejects.toThrow("1 to 100 names");
  await expect(authority.serverCertificate(Array(101).fill("a"))).rejects.toThrow("1 to 100 names");
  await expect(authority.serverCertificate(["a b"])).rejects.toThrow("neither a host name");
});

test("an expired root is not given to anybody any more", async () => {
  let now = dayOne;
  const authority = await testAuthority({ clock: () => now });
  expect(blocksOf(authority.roots(), "CERTIFICATE")).toHaveLength(1);
  now = "2036-01-02T00:00:00.000Z";
  expect(authority.roots()).toBe("");
  expect(authority.trusted()).toEqual([]);
});

test("the key of a request never was with the authority", async () => {
  const authority = await testAuthority({ clock: () => dayOne });
  const { certificate } = await authority.sign(aCsr, order);
  expect(new X509Certificate(certificate).checkPrivateKey(p256Key)).toBe(true);
});
