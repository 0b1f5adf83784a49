import { makeCsr } from "@partita/certificates/adapters/make-csr.ts";
import { digestOf, instantOf } from "@partita/schemas";
import { afterEach, beforeEach, expect, test } from "vitest";
import { exampleOf, expected } from "#api/testing/market.ts";
import { type Caller, callers, type World, world } from "#api/testing/world.ts";

const day = 86_400_000;
const token = "the-token-of-an-enrolment";

let house: World;
beforeEach(async () => {
  house = await world();
});
afterEach(() => house.close());

const tomorrow = () => instantOf(Date.parse(house.ports.clock()) + day);
async function enrol(changes: object = {}): Promise<string> {
  const body = { ...exampleOf("issue-enrolment"), tokenHash: digestOf(token) };
  const issued = { ...body, expiresAt: tomorrow(), purpose: "certificate", ...changes };
  return expected(201, await house.post("hoster", "/v1/enrolments", issued)).subject;
}
const redeem = (csr: string, more: object = {}) =>
  house.inject({
    method: "POST",
    url: "/v1/certificates",
    payload: { enrolmentToken: token, csr, ...more },
  });
const toRegister = { purpose: "register-computer" };

test("whoever lost the answer asks again with the same key, and nobody else does", async () => {
  await enrol();
  const { csr } = await makeCsr("whoever");
  const serials = [await redeem(csr), await redeem(csr)].map(
    (reply) => expected(201, reply).serial,
  );
  expect(new Set(serials).size).toBe(2);
  const { csr: another } = await makeCsr("somebody else");
  expect(await redeem(another)).toMatchObject({ status: 403, body: { code: "enrolment-used" } });
});

test("a registration that was asked twice registers one computer", async () => {
  await enrol(toRegister);
  const { csr } = await makeCsr("whoever");
  const asked = { title: "a server", region: "europe/france" };
  const holders = [await redeem(csr, asked), await redeem(csr, asked)].map(
    (reply) => expected(201, reply).holder,
  );
  expect(holders[0]).toBe(holders[1]);
  const other = await redeem(csr, { ...asked, title: "another server" });
  expect(other).toMatchObject({ status: 403, body: { code: "enrolment-used" } });
  expect((await house.kinds()).filter((kind) => kind === "computer-registered")).toHaveLength(1);
});

test("after a revocation the token is worth nothing, not even for the same key", async () => {
  await enrol();
  const { csr } = await makeCsr("whoever");
  const { serial } = expected(201, await redeem(csr));
  await house.post("hoster", `/v1/certificates/${serial}/revocation`, {});
  expect(await redeem(csr)).toMatchObject({ status: 403, body: { code: "enrolment-used" } });
});

test("a request that cannot be signed does not cost its sender the token", async () => {
  await enrol();
  const broken = await redeem("-----BEGIN CERTIFICATE REQUEST-----\nnone\n");
  expect(broken).toMatchObject({ status: 422, body: { code: "malformed-csr" } });
  const { csr } = await makeCsr("whoever");
  expect((await redeem(csr)).status).toBe(201);
});

test("a token is for its purpose, until it expires or is taken back", async () => {
  const enrolment = await enrol();
  const { csr } = await makeCsr("whoever");
  const wrong = await redeem(csr, { title: "a server" });
  expect(wrong.body.code).toBe("no-such-enrolment");
  house.pass(day);
  expect((await redeem(csr)).body.code).toBe("enrolment-expired");
  house.pass(-day);
  await house.post("hoster", `/v1/enrolments/${enrolment}/revocation`, {});
  expect((await redeem(csr)).body.code).toBe("enrolment-used");
  const unknown = await redeem(csr, { enrolmentToken: "another-token" });
  expect(unknown.body.code).toBe("no-such-enrolment");
});

const certify = async (caller: Caller, body: object = {}) => {
  const { csr } = await makeCsr("whoever");
  return house.post(caller, "/v1/certificates", { csr, ...body });
};

test.each([
  ["hoster", {}, 201],
  ["hoster", { role: "accountant" }, 201],
  ["hoster", { role: "operator" }, 403],
  ["hoster", { holder: "organisation:rival" }, 403],
  ["accountant", {}, 201],
  ["accountant", { role: "organisation" }, 403],
  ["operator", { holder: "person:new", role: "person" }, 201],
  ["auditor", {}, 201],
  ["auditor", { holder: "person:new", role: "person" }, 403],
  ["comp1", {}, 403],
] as const)("%s asks for a certificate of %j: %d", async (caller, body, status) => {
  const reply = await certify(caller, body);
  expect(reply.status).toBe(status);
  if (status === 201) expect(reply.body.holder).toBe(Object(body).holder ?? callers[caller].actor);
});

test("a token of few scopes gives no more away than it has", async () => {
  const issue = (caller: { authorization?: string }, changes: object) =>
    house.inject({
      method: "POST",
      url: "/v1/tokens",
      headers: caller,
      payload: {
        ...exampleOf("issue-token"),
        ...{ role: "organisation", expiresAt: tomorrow(), ...changes },
      },
    });
  const scopes = ["read", "issue-token", "issue-enrolment"];
  const narrow = { authorization: "Bearer narrow" };
  const whole = { authorization: `Bearer ${"the-secret-token-of-hoster"}` };
  expect((await issue(whole, { scopes, tokenHash: digestOf("narrow") })).status).toBe(201);
  const wider = await issue(narrow, { scopes: ["write"], tokenHash: digestOf("wider") });
  expect(wider).toMatchObject({
    status: 403,
    body: { detail: "a token of these scopes cannot give away the scope write" },
  });
  expect((await issue(narrow, { scopes: ["read"], tokenHash: digestOf("as wide") })).status).toBe(
    201,
  );
  const { csr } = await makeCsr("whoever");
  const asked = { method: "POST", url: "/v1/certificates", headers: narrow, payload: { csr } };
  expect((await house.inject({ ...asked, method: "POST" })).status).toBe(403);
});

test("roots and the revocation list are everybody's", async () => {
  const { serial } = expected(201, await certify("hoster"));
  const open = async (url: string) => house.inject({ url });
  const { body, headers } = await open("/v1/authority");
  expect(body.roots).toContain("BEGIN CERTIFICATE");
  expect(headers["cache-control"]).toBe("public, max-age=60");
  const before = await open("/v1/authority/crl.pem");
  expect(before.body).toContain("BEGIN X509 CRL");
  const { etag } = before.headers;
  const again = { url: "/v1/authority/crl.pem", headers: { "if-none-match": `${etag}` } };
  expect((await house.inject(again)).status).toBe(304);
  await house.post("hoster", `/v1/certificates/${serial}/revocation`, {});
  expect((await house.inject(again)).status).toBe(200);
  const der = await house.app.inject({ url: "/v1/authority/crl" });
  expect(der.headers["content-type"]).toBe("application/pkix-crl");
  expect(der.rawPayload[0]).toBe(0x30);
});

test("of all who ask for the revocation list at once, one makes the Master look", async () => {
  let looks = 0;
  const counted = await world(({ rows }) => ({
    rows: {
      ...rows,
      read: async (question, moment) => {
        looks += 1;
        return rows.read(question, moment);
      },
    },
  }));
  const ask = () => counted.inject({ url: "/v1/authority/crl.pem" });
  const replies = await Promise.all([ask(), ask(), ask(), ask()]);
  expect(new Set(replies.map(({ body }) => body)).size).toBe(1);
  expect(looks).toBe(1);
  await counted.close();
});

test("whoever revokes all without saying whose revokes its own", async () => {
  const { serial } = expected(201, await certify("hoster"));
  expected(201, await house.post("hoster", "/v1/certificates/all/revocation", {}));
  expect(await house.ports.identities.ofCertificate(serial)).toBe("revoked");
});

test("a Master without an authority has no such addresses", async () => {
  const without = await world(
    ({ authority: _, ...ports }) => ({ ...ports, authority: undefined }) as never,
  );
  expect((await without.inject({ url: "/v1/authority" })).status).toBe(404);
  await without.close();
});
