import { makeCsr } from "@partita/certificates/adapters/make-csr.ts";
import { testAuthority } from "@partita/certificates/testing/test-authority.ts";
import { digestOf, instantOf } from "@partita/schemas";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { replaceTls } from "#api/server-tls.ts";
import { exampleOf, expected } from "#api/testing/market.ts";
import { type SecuredWorld, secured, unrecorded } from "#api/testing/secured.ts";
import { bearer, callers } from "#api/testing/world.ts";

const day = 86_400_000;
const token = "the-token-of-an-enrolment";
const whoAmI = "/v1/certificates";

let house: SecuredWorld;
afterEach(() => house?.close());

/** An enrolment that the hoster issues for itself, or as a test wants it. */
async function enrol(changes: object = {}) {
  const body = {
    ...exampleOf("issue-enrolment"),
    tokenHash: digestOf(token),
    expiresAt: instantOf(Date.parse(house.ports.clock()) + day),
    ...changes,
  };
  return expected(201, await house.post("hoster", "/v1/enrolments", body));
}
const forItself = { purpose: "certificate" };

/** A certificate by the token, and a client that shows it. */
async function certified(body: object = {}) {
  const { key, csr } = await makeCsr("whoever");
  const asked = { enrolmentToken: token, csr, ...body };
  const reply = await house.client()("/v1/certificates", { method: "POST", body: asked });
  const issued = expected(201, reply);
  const shown = { key, cert: `${issued.certificate}${issued.chain}` };
  return { key, csr, issued, shown, call: house.client(shown) };
}

describe("over TLS,", () => {
  beforeEach(async () => {
    house = await secured();
  });

  test("whoever shows nothing sees what is public, and is told what is not", async () => {
    const call = house.client();
    expect(await call("/v1/health")).toMatchObject({ status: 200 });
    expect(await call(whoAmI)).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
  });

  test("it says so where it is told how to reach it", () => {
    expect(house.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  });

  test("a token is as good as without TLS", async () => {
    expect(await house.client()(whoAmI, { headers: bearer("ada") })).toMatchObject({ status: 200 });
  });

  test("a computer that was registered by token acts with its certificate", async () => {
    await enrol();
    const { issued, call } = await certified({ title: "a server", region: "europe/france" });
    expect(issued.holder).toMatch(/^computer:COMP-/);
    const path = `/v1/computers/${issued.holder.split(":")[1]}`;
    expect(
      await call(`${path}/claim`, { method: "POST", body: { agent: "agent-1" } }),
    ).toMatchObject({ status: 201 });
    expect((await call(`${path}/duties`)).body).toMatchObject({ agent: "agent-1" });
    const { body } = await house.get("hoster", path);
    expect(body.computer).toMatchObject({ owner: "organisation:hoster", region: "europe/france" });
    expect(await house.kinds()).toEqual([
      "enrolment-issued",
      "enrolment-redeemed",
      "computer-registered",
      "certificate-issued",
      "computer-claimed",
    ]);
  });

  test("a revoked certificate lets nobody in any more, on open connections either", async () => {
    await enrol(forItself);
    const { call, issued } = await certified();
    expect(await call(whoAmI)).toMatchObject({ status: 200 });
    const path = `/v1/certificates/${issued.serial}/revocation`;
    const revoked = await house.post("operator", path, { reason: "keyCompromise" });
    expect(revoked.status).toBe(201);
    await expect
      .poll(() => call(whoAmI))
      .toMatchObject({
        status: 401,
        body: { detail: "the client certificate: it was revoked" },
      });
  });

  test("a certificate is renewed at any time for another key", async () => {
    await enrol(forItself);
    const { call } = await certified();
    const { csr } = await makeCsr("another");
    const reply = await call("/v1/certificates/renewal", { method: "POST", body: { csr } });
    expect(reply.status).toBe(201);
  });

  test("only a certificate renews a certificate", async () => {
    const { csr } = await makeCsr("whoever");
    const asked = { method: "POST", headers: bearer("hoster"), body: { csr } };
    expect(await house.client()("/v1/certificates/renewal", asked)).toMatchObject({
      status: 403,
      body: { code: "certificate-not-good" },
    });
  });

  test("a certificate that the ledger does not know lets nobody in", async () => {
    const shown = await unrecorded(house.authority, ["organisation:hoster", "organisation"]);
    expect(await house.client(shown)(whoAmI)).toMatchObject({
      status: 401,
      body: {
        detail: "the client certificate: it is none that this Master issued",
        facts: { serial: shown.serial },
      },
    });
  });

  test("a certificate of another authority lets nobody in", async () => {
    const foreign = await testAuthority();
    const shown = await unrecorded(foreign, ["organisation:hoster", "organisation"]);
    expect(await house.client(shown)(whoAmI)).toMatchObject({
      status: 401,
      body: { detail: expect.stringContaining("not this Master's certificate authority") },
    });
  });

  test("a token beside a certificate is of the same identity, and only takes away", async () => {
    await enrol(forItself);
    const { call } = await certified();
    expect(await call(whoAmI, { headers: bearer("ada") })).toMatchObject({
      status: 401,
      body: { facts: { certificate: "organisation:hoster", token: "person:ada" } },
    });
    expect(await call(whoAmI, { headers: bearer("hoster") })).toMatchObject({ status: 200 });
    const narrow = await house.post("hoster", "/v1/tokens", {
      ...exampleOf("issue-token"),
      ...{ role: "organisation", tokenHash: digestOf("narrow"), scopes: ["tokens"] },
      expiresAt: instantOf(Date.parse(house.ports.clock()) + day),
    });
    expect(narrow.status).toBe(201);
    const beside = { authorization: "Bearer narrow" };
    expect(await call("/v1/tokens", { headers: beside })).toMatchObject({ status: 200 });
    expect(await call(whoAmI, { headers: beside })).toMatchObject({ status: 403 });
  });
});

test("what is renewed late in its life is good beside the next one", async () => {
  // Begun in the past, so that what is issued late is good already by the clock of OpenSSL.
  const beginning = Date.now() - 22 * day;
  house = await secured(await testAuthority({ clock: () => instantOf(beginning) }), beginning);
  await enrol(forItself);
  const { csr, call, issued, key } = await certified();
  const renewing = { method: "POST", body: { csr } } as const;
  expect(await call("/v1/certificates/renewal", renewing)).toMatchObject({
    status: 409,
    body: { code: "certificate-active", facts: { renewFrom: issued.renewFrom } },
  });
  house.pass(21 * day);
  const renewed = await call("/v1/certificates/renewal", renewing);
  expect(renewed).toMatchObject({ status: 201, body: { holder: "organisation:hoster" } });
  const { certificate, chain } = renewed.body;
  const next = house.client({ key, cert: `${certificate}${chain}` });
  expect([(await call(whoAmI)).status, (await next(whoAmI)).status]).toEqual([200, 200]);
  expect((await house.kinds()).at(-1)).toBe("certificate-renewed");
  house.pass(10 * day);
  expect(await call(whoAmI)).toMatchObject({
    status: 401,
    body: { detail: expect.stringContaining("it has expired") },
  });
});

test("a certificate that has expired by the clock lets nobody in", async () => {
  let now = Date.now() - 40 * day;
  const authority = await testAuthority({ clock: () => instantOf(now) });
  const { actor, role } = callers.hoster;
  const shown = await unrecorded(authority, [actor, role], instantOf(now));
  now = Date.now();
  house = await secured(authority);
  expect(await house.client(shown)(whoAmI)).toMatchObject({
    status: 401,
    body: { detail: expect.stringContaining("it has expired") },
  });
});

test("an authority is followed by the next one, and certificates of both are good", async () => {
  const [first, second] = [await testAuthority(), await testAuthority()];
  let signing = first;
  const authority = {
    ...first,
    roots: () => first.roots() + second.roots(),
    trusted: () => [...first.trusted(), ...second.trusted()],
    sign: (...asked: Parameters<typeof first.sign>) => signing.sign(...asked),
  };
  house = await secured(authority);
  await enrol(forItself);
  const before = await certified();
  signing = second;
  const { key, cert } = await second.serverCertificate(["localhost"]);
  replaceTls(house.app, { key, cert, ca: authority.trusted() });
  await enrol({ ...forItself, tokenHash: digestOf("the-next-token") });
  const after = await certified({ enrolmentToken: "the-next-token" });
  const again = house.client(before.shown);
  expect([(await after.call(whoAmI)).status, (await again(whoAmI)).status]).toEqual([200, 200]);
});
