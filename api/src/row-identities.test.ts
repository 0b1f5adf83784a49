import type { Rows } from "@partita/projections";
import { rowsAfter } from "@partita/projections/testing/rows-after.ts";
import { digestOf, type Movement } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import { expect, test } from "vitest";
import { rowIdentities } from "#api/row-identities.ts";

const token = "a token";
const tokenHash = digestOf(token);
const serial = "7f3a9c0000000001";
const issued = [a("token-issued", { detail: { tokenHash } }), a("certificate-issued")];
const clock = () => "2026-01-02T00:00:00.000Z";

test("a token leads to its holder, in its role and its scopes", async () => {
  const known = rowIdentities({ rows: await rowsAfter(...issued), clock });
  expect(await known.ofToken(token)).toEqual({
    actor: "organisation:hoster",
    role: "accountant",
    scopes: ["read"],
    shown: { token: "TOKEN-0000000001" },
  });
  expect(await known.ofToken("another")).toBeUndefined();
});

test("a certificate leads to its holder, whose scopes nothing limits", async () => {
  const known = rowIdentities({ rows: await rowsAfter(...issued), clock });
  expect(await known.ofCertificate(serial)).toEqual({
    actor: "computer:COMP-1",
    role: "computer",
    shown: { certificate: serial },
  });
  expect(await known.ofCertificate("1a")).toBeUndefined();
});

test("what has ended says how", async () => {
  const ends = [a("token-revoked"), a("certificate-revoked")];
  const revoked = rowIdentities({ rows: await rowsAfter(...issued, ...ends), clock });
  expect(await revoked.ofToken(token)).toBe("revoked");
  expect(await revoked.ofCertificate(serial)).toBe("revoked");
  const late = () => "2026-04-01T00:00:00.000Z";
  const expired = rowIdentities({ rows: await rowsAfter(...issued), clock: late });
  expect(await expired.ofToken(token)).toBe("expired");
  expect(await expired.ofCertificate(serial)).toBe("expired");
});

test("a destroyed instance speaks no more", async () => {
  const instance = "INST-0000000001";
  const detail = { holder: `instance:${instance}`, role: "instance" } as const;
  const past = [a("instance-requested"), a("certificate-issued", { detail })];
  const alive = rowIdentities({ rows: await rowsAfter(...past), clock });
  expect(await alive.ofCertificate(serial)).toMatchObject({ role: "instance" });
  const gone = await rowsAfter(...past, a("instance-destroyed"));
  expect(await rowIdentities({ rows: gone, clock }).ofCertificate(serial)).toBe("revoked");
});

/** Rows of which a test decides when they are as they were, as they are, or away. */
async function changing() {
  const before = await rowsAfter(...issued);
  const after = await rowsAfter(...issued, a("certificate-revoked"), a("token-revoked"));
  let now: Rows | undefined = before;
  let looks = 0;
  const read: Rows["read"] = async (question, moment) => {
    looks += 1;
    if (now === undefined) throw new Error("the rows are away");
    return now.read(question, moment);
  };
  return {
    rows: { ...before, read },
    looks: () => looks,
    revoke: () => {
      now = after;
    },
    goAway: () => {
      now = undefined;
    },
  };
}

test("what was looked up is believed until revocations are looked for", async () => {
  const { rows, looks, revoke } = await changing();
  const known = rowIdentities({ rows, clock });
  await known.poll();
  await known.ofCertificate(serial);
  await known.ofToken(token);
  const before = looks();
  expect(await known.ofCertificate(serial)).toMatchObject({ role: "computer" });
  expect(looks()).toBe(before);
  revoke();
  await known.poll();
  expect(await known.ofCertificate(serial)).toBe("revoked");
  expect(await known.ofToken(token)).toBe("revoked");
});

test("what is heard of is believed for as long as the rows do not know it", async () => {
  const { rows, revoke } = await changing();
  const known = rowIdentities({ rows, clock });
  await known.poll();
  await known.ofToken(token);
  expect(known.recall({ tokenHash })).toMatchObject({ role: "accountant" });
  const revocations = [a("certificate-revoked"), a("token-revoked")];
  const recorded = (movement: Movement, index: number) => ({
    ...{ movement, position: 3n + BigInt(index), stream: "identity-one", revision: index },
  });
  known.hear(revocations.map(recorded));
  for (let poll = 0; poll < 2; poll++) {
    expect(known.recall({ tokenHash })).toBeUndefined();
    expect(await known.ofToken(token)).toBe("revoked");
    expect(await known.ofCertificate(serial)).toBe("revoked");
    await known.poll();
  }
  revoke();
  await known.poll();
  expect(await known.ofToken(token)).toBe("revoked");
});

test("whoever was asked about a moment ago is recalled, and nobody else", async () => {
  const { rows } = await changing();
  let now = "2026-01-02T00:00:00.000Z";
  const known = rowIdentities({ rows, clock: () => now });
  await known.poll();
  expect(known.recall({ certificate: serial })).toBeUndefined();
  await known.ofCertificate(serial);
  expect(known.recall({ certificate: serial })).toMatchObject({ actor: "computer:COMP-1" });
  expect(known.recall({ tokenHash: serial })).toBeUndefined();
  now = "2026-04-01T00:00:00.000Z";
  expect(known.recall({ certificate: serial })).toBeUndefined();
});

test("while nobody looks for revocations, nobody is let in on a guess", async () => {
  const { rows, goAway } = await changing();
  const known = rowIdentities({ rows, clock });
  await known.ofCertificate(serial);
  goAway();
  await expect(known.ofCertificate(serial)).rejects.toThrow("the rows are away");
  await expect(known.poll()).rejects.toThrow("the rows are away");
});

test("the end of a token is no end of another one with its hash", async () => {
  const another = { token: "TOKEN-0000000002", holder: "person:ines", role: "auditor" } as const;
  const copied = [...issued, a("token-issued", { detail: { ...another, tokenHash } })];
  const before = await rowsAfter(...copied);
  const after = await rowsAfter(...copied, a("token-revoked", { detail: another }));
  let now = before;
  const known = rowIdentities({
    rows: { ...before, read: async (question, moment) => now.read(question, moment) },
    clock,
  });
  await known.poll();
  now = after;
  await known.poll();
  expect(await known.ofToken(token)).toMatchObject({ role: "accountant" });
});
