import { createPrivateKey, X509Certificate } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { tokenHashOf } from "#api/identities.ts";
import { type Caller, callers, type World, world } from "#api/testing/world.ts";

const computers = "/Person_requestComputer";
const certificates = "/Person_getCertificate";
const dayMilliseconds = 86_400_000;

let house: World;
beforeEach(async () => {
  house = await world();
});
afterEach(() => house.close());

async function computerToken(caller: Caller = "ada"): Promise<string> {
  const { status, body } = await house.get(
    caller,
    "/hateoas/computer_module/Base_getComputerToken",
  );
  expect([status, Object.keys(body)]).toEqual([200, ["access_token"]]);
  return body.access_token;
}

async function certificateToken(caller: Caller): Promise<string> {
  const token = `the-token-of-${caller}-${house.ports.newId()}`;
  const { actor, role } = callers[caller];
  const { status } = await house.post(caller, "/v1/enrolments", {
    ...{ holder: actor, role, purpose: "certificate", tokenHash: tokenHashOf(token) },
    expiresAt: new Date(Date.parse(house.ports.clock()) + 3_600_000).toISOString(),
  });
  expect(status).toBe(201);
  return token;
}

/** As Python's requests sends a form. */
async function send(url: string, token: string | undefined, form = "") {
  return house.inject({
    ...{ method: "POST", url, payload: form },
    headers: {
      ...(form !== "" && { "content-type": "application/x-www-form-urlencoded" }),
      ...(token !== undefined && { "x-access-token": token }),
    },
  });
}

/** How the client finds out what it is called. */
function nameIn(certificate: string): string {
  const from = certificate.indexOf("COMP-");
  return certificate.slice(from, certificate.indexOf("/email", from));
}

function pemIn(certificate: string): X509Certificate {
  return new X509Certificate(certificate.slice(certificate.indexOf("-----BEGIN CERTIFICATE")));
}

test.each(["", "/", "/slap", "/slap/", "/hateoas", "/hateoas/"])(
  "a computer registers itself by token at %s/",
  async (place) => {
    const token = await computerToken();
    const { status, body, headers } = await send(`${place}${computers}`, token, "title=my+node");
    expect(status).toBe(200);
    const { certificate, key, reference, relative_url } = body;
    expect(nameIn(certificate)).toBe(reference);
    expect(relative_url).toBe(`compute_node_module/${reference}`);
    expect(pemIn(certificate).checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(headers["cache-control"]).toBe("no-store");
    const { body: listed } = await house.get("ada", "/v1/computers");
    expect(listed.computers).toMatchObject([
      { computer: reference, title: "my node", owner: "person:ada" },
    ]);
  },
);

test("a token is good once", async () => {
  const token = await computerToken();
  expect((await send(computers, token, "title=one")).status).toBe(200);
  const { status, body } = await send(computers, token, "title=two");
  expect([status, body.code]).toEqual([403, "enrolment-used"]);
});

test("a token that nobody used within a day is worth nothing", async () => {
  const token = await computerToken();
  house.pass(dayMilliseconds);
  const { status, body } = await send(computers, token, "title=one");
  expect([status, body.code]).toEqual([403, "enrolment-expired"]);
});

test("a token is good for what it was made for", async () => {
  const forComputers = await send(certificates, await computerToken());
  expect([forComputers.status, forComputers.body.code]).toEqual([403, "no-such-enrolment"]);
  const token = await certificateToken("ada");
  const forPersons = await send(computers, token, "title=one");
  expect([forPersons.status, forPersons.body.code]).toEqual([403, "no-such-enrolment"]);
  expect((await send(certificates, token)).status).toBe(200);
});

test.each([undefined, "", "a-wrong-token", "x".repeat(300)])(
  "%s is nobody's token",
  async (token) => {
    for (const url of [computers, certificates]) {
      const { status, body } = await send(url, token, "title=one");
      expect([status, body.code]).toEqual([403, "no-such-enrolment"]);
    }
  },
);

test("a name is in use while its certificate is good; then it is the same computer", async () => {
  const { body: first } = await send(computers, await computerToken(), "title=one");
  const second = await computerToken();
  const taken = await send(computers, second, "title=one");
  expect(taken.status).toBe(409);
  expect(JSON.stringify(taken.body)).toContain("Certificate still active.");
  expect((await send(computers, await computerToken("bob"), "title=one")).status).toBe(200);
  const revoke = { computer_guid: first.reference };
  await house.post("ada", "/slap/slapos.remove.v0.compute_node_certificate", revoke);
  const { status, body: again } = await send(computers, second, "title=one");
  expect([status, again.reference]).toEqual([200, first.reference]);
  expect(again.key).not.toBe(first.key);
  expect((await send(computers, second, "title=two")).status).toBe(403);
});

test.each([
  "",
  "title=",
  "name=one",
  `title=${"x".repeat(201)}`,
  "title=%0A",
  "title=%E9",
  "title=1&title=2",
])("%j is no form with a title, and costs no token", async (form) => {
  const token = await computerToken();
  const { status, body } = await send(computers, token, form);
  expect([status, body.code]).toEqual([400, expect.stringMatching(/^(schema-|malformed-)/)]);
  expect((await send(computers, token, "title=one")).status).toBe(200);
});

test("login and password are refused with the word that the client looks for", async () => {
  const url = `${computers}?title=one`;
  const headers = { authorization: "Basic YWRhOnNlY3JldA==" };
  const { status, body } = await house.inject({ url, headers });
  expect([status, body.detail]).toEqual([401, expect.stringContaining("NotImplementedError")]);
});

test("a person gets a certificate of its own, and false while it is good", async () => {
  const { status, body } = await send(certificates, await certificateToken("ada"));
  expect(status).toBe(200);
  expect(new X509Certificate(body.certificate).checkPrivateKey(createPrivateKey(body.key))).toBe(
    true,
  );
  const second = await certificateToken("ada");
  const again = await send(certificates, second);
  expect([again.status, again.body]).toEqual([200, false]);
  const { body: listed } = await house.get("ada", "/v1/certificates");
  const [{ serial }] = listed.certificates;
  const { status: revoked } = await house.post("ada", `/v1/certificates/${serial}/revocation`, {});
  expect(revoked).toBe(201);
  expect((await send(certificates, second)).body).toHaveProperty("key");
});

test("only people and organisations make tokens for computers", async () => {
  for (const caller of ["comp1", "guestbook", "auditor"] as const) {
    const { status } = await house.get(caller, "/hateoas/computer_module/Base_getComputerToken");
    expect([caller, status]).toEqual([caller, 403]);
  }
});

test("neither tokens nor keys are in the log", async () => {
  const token = await computerToken();
  const { body } = await send(computers, token, "title=one");
  const movements = (await house.ports.store.readAll(0n, 1000)).map(({ movement }) => movement);
  const everything = JSON.stringify(movements) + house.lines.join("");
  expect(everything).not.toContain(token);
  expect(everything).not.toContain(body.key.split("\n")[1]);
  expect(movements.map(({ kind }) => kind)).toEqual([
    "enrolment-issued",
    "enrolment-redeemed",
    "computer-registered",
    "certificate-issued",
  ]);
});
