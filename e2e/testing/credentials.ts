/** Tokens, enrolments and certificates in a life: issued, used, renewed and revoked. */
import { type Command, digestOf, instantOf } from "@partita/schemas";
import type { FakeAgent } from "./fake-agent.ts";
import { customers, type MemoryHouse } from "./memory-house.ts";
import type { Random } from "./random.ts";

type Deed = (house: MemoryHouse, agents: readonly FakeAgent[], random: Random) => Promise<unknown>;

const dayMilliseconds = 86_400_000;
/** Few enough for the same ones to come again. */
const secretsMax = 3;

export const credentials: Readonly<Record<string, Deed>> = {
  "a token": issueToken,
  "a token is revoked": revokeToken,
  "an enrolment": issueEnrolment,
  "an enrolment is redeemed": redeem,
  "an enrolment is revoked": revokeEnrolment,
  "a certificate": certify,
  "a certificate is revoked": revokeCertificate,
};

const hashOf = (random: Random) => digestOf(`secret-${random.below(secretsMax)}`);

function later(house: MemoryHouse, days: number): string {
  return instantOf(Date.parse(house.now()) + days * dayMilliseconds);
}

async function issueToken(house: MemoryHouse, _: readonly FakeAgent[], random: Random) {
  const holder = random.oneOf(customers);
  await house.as(holder).send("issue-token", {
    detail: {
      holder,
      role: "person",
      title: "a script",
      tokenHash: hashOf(random),
      scopes: ["read"],
      expiresAt: later(house, 30),
    },
    key: `token-${random.below(1000)}`,
  });
}

async function revokeToken(house: MemoryHouse, _: readonly FakeAgent[], random: Random) {
  const holder = house.as(random.oneOf(customers));
  const { tokens } = await holder.ask("tokens", {});
  if (tokens.length === 0) return;
  const { token } = random.oneOf(tokens);
  await holder.send("revoke-token", { detail: { token } });
}

async function issueEnrolment(house: MemoryHouse, _: readonly FakeAgent[], random: Random) {
  await enrol(house, random, { holder: random.oneOf(customers), tokenHash: hashOf(random) });
}

type Enrolled = { readonly holder: (typeof customers)[number]; readonly tokenHash: string };

async function enrol(house: MemoryHouse, random: Random, { holder, tokenHash }: Enrolled) {
  await house.as(holder).send("issue-enrolment", {
    detail: {
      holder,
      role: "person",
      purpose: "certificate",
      tokenHash,
      expiresAt: later(house, 1),
    },
    key: `enrolment-${random.below(1000)}`,
  });
}

/**
 * As the API does when it is shown the token: it is used up, and a certificate follows. At times it
 * was just issued, else it is one that may be nobody's, or used up.
 */
async function redeem(house: MemoryHouse, _: readonly FakeAgent[], random: Random) {
  const holder = random.oneOf(customers);
  const tokenHash = hashOf(random);
  if (random.below(2) === 0) await enrol(house, random, { holder, tokenHash });
  const detail = { tokenHash, purpose: "certificate", subject: holder } as const;
  await house.record({ kind: "redeem-enrolment", streamId: holder, detail });
}

async function revokeEnrolment(house: MemoryHouse, _: readonly FakeAgent[], random: Random) {
  const holder = house.as(random.oneOf(customers));
  const { enrolments } = await holder.ask("enrolments", {});
  if (enrolments.length === 0) return;
  const { enrolment } = random.oneOf(enrolments);
  await holder.send("revoke-enrolment", { detail: { enrolment } });
}

/** As the authority does before it hands one out; in the place of one that is good, at times. */
async function certify(house: MemoryHouse, _: readonly FakeAgent[], random: Random) {
  const holder = random.oneOf(customers);
  const { certificates } = await house.as(holder).ask("certificates", { holder });
  const [before] = certificates;
  const renews = before !== undefined && random.below(2) === 0;
  const serial = `1${random.below(1_000_000)}`;
  const detail: Command<"record-certificate">["detail"] = {
    holder,
    role: "person",
    serial,
    fingerprint: digestOf(serial),
    publicKey: hashOf(random),
    notBefore: house.now(),
    notAfter: later(house, 30),
    keyMadeBy: "holder",
    ...(renews && { replaces: before.serial }),
  };
  await house.record({ kind: "record-certificate", streamId: holder, detail });
}

async function revokeCertificate(house: MemoryHouse, _: readonly FakeAgent[], random: Random) {
  const holder = random.oneOf(customers);
  const { certificates } = await house.as(holder).ask("certificates", { holder });
  if (certificates.length === 0) return;
  const { serial } = random.oneOf(certificates);
  const certificate = random.oneOf([serial, serial, "all"]);
  const detail = { certificate, holder };
  await house.as(holder).send("revoke-certificate", { detail });
}
