import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:https";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { connect as connectTls } from "node:tls";
import { makeCsr } from "@partita/certificates/adapters/make-csr.ts";
import { testAuthority } from "@partita/certificates/testing/test-authority.ts";
import { testDatabase } from "@partita/ledger/testing/test-database.ts";
import {
  type CertificateAnswer,
  certificateClient,
  client,
  MasterRefusal,
  MasterUnreachable,
} from "@partita/schemas";
import { secureFetch } from "@partita/schemas/adapters/secure-fetch.ts";
import { until } from "@partita/stack";
import { freePort } from "@partita/stack/free-port.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hashOf, newToken } from "./testing/enrolment.ts";
import { type PartsAlone, partsAlone } from "./testing/parts-alone.ts";
import { spokenBy } from "./testing/spoken-by.ts";

const hoster = "organisation:hoster";
const folder = mkdtempSync(join(tmpdir(), "partita-certificates-"));
let database: Awaited<ReturnType<typeof testDatabase>>;
let house: PartsAlone;
let plainPort: number;

beforeAll(async () => {
  database = await testDatabase();
  plainPort = await freePort();
  const more = { PARTITA_PLAIN_PORT: `${plainPort}` };
  house = await partsAlone(["api", "projections"], database.url, more);
  await house.start();
});
afterAll(async () => {
  await house?.end();
  await database?.drop();
  rmSync(folder, { recursive: true });
});

type Certified = CertificateAnswer & { readonly key: string };

/** Registered by its owner, and certified with a token of that owner, as any computer is. */
async function aComputer(reference: string): Promise<Certified> {
  const owner = house.as(hoster);
  const detail = { title: reference, region: "europe" } as const;
  await owner.send("register-computer", { to: { computer: reference }, detail });
  return certified(reference, await anEnrolment(reference));
}

async function anEnrolment(reference: string): Promise<string> {
  const token = newToken();
  await house.as(hoster).send("issue-enrolment", {
    detail: {
      holder: `computer:${reference}`,
      role: "computer",
      purpose: "certificate",
      tokenHash: hashOf(token),
      expiresAt: new Date(Date.now() + 60_000).toISOString(),
    },
  });
  return token;
}

async function certified(name: string, token: string): Promise<Certified> {
  const { key, csr } = await makeCsr(name);
  const asking = certificateClient({ url: house.url, fetch: house.fetch });
  return { ...(await asking.request(csr, token)), key };
}

function shown({ certificate, chain, key }: Certified) {
  return secureFetch({ ca: house.roots, cert: `${certificate}${chain}`, key }).fetch;
}

const as = (certificate: Certified) => client({ url: house.url, fetch: shown(certificate) });
const agent = "an-agent";
const poll = (certificate: Certified, computer: string) =>
  as(certificate).ask("computer-duties", { computer });

const nothing = () => undefined;

/** The code and the words of a refusal. */
async function refused(asked: Promise<unknown>): Promise<string> {
  const fault = await asked.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (fault instanceof MasterRefusal) return `${fault.problem.code}: ${fault.message}`;
  throw fault ?? new Error("it was not refused");
}

test("a computer enrols with a token, once, and polls with its certificate", async () => {
  const enrolled = await aComputer("COMP-7");
  expect(enrolled.holder).toBe("computer:COMP-7");
  await as(enrolled).send("claim-computer", { to: { computer: "COMP-7" }, detail: { agent } });
  expect(await poll(enrolled, "COMP-7")).toMatchObject({ agent });
  const token = await anEnrolment("COMP-7");
  await certified("COMP-7", token);
  expect(await refused(certified("COMP-7", token))).toMatch(/^enrolment-used/);
  expect(await refused(certified("COMP-7", newToken()))).toMatch(/^no-such-enrolment/);
});

test("it sees its own computer, and no other", async () => {
  const [mine] = [await aComputer("COMP-8"), await aComputer("COMP-9")];
  expect(await refused(poll(mine, "COMP-9"))).toMatch(/^forbidden/);
});

test("a renewal is for the certificate that is shown, and both are good", async () => {
  const before = await aComputer("COMP-10");
  const { key, csr } = await makeCsr("whoever");
  const asking = certificateClient({ url: house.url, fetch: shown(before) });
  const after = { ...(await asking.renew(csr)), key };
  expect(after.holder).toBe("computer:COMP-10");
  expect(after.serial).not.toBe(before.serial);
  for (const one of [before, after]) await poll(one, "COMP-10");
  const bare = certificateClient({ url: house.url, fetch: house.fetch });
  expect(await refused(bare.renew(csr))).toMatch(/^unauthenticated/);
});

test("what is revoked is locked out, on an open connection too", async () => {
  const enrolled = await aComputer("COMP-11");
  const travel = shown(enrolled);
  const computer = client({ url: house.url, fetch: travel });
  const ask = () => computer.ask("computer-duties", { computer: "COMP-11" });
  await ask();
  await house.as(hoster).send("revoke-certificate", { detail: { certificate: enrolled.serial } });
  // The house says within a second; a test asserts no time, and waits for it.
  expect(await until("the lock-out", () => ask().then(nothing, String))).toContain("revoked");
  expect(await refused(poll(enrolled, "COMP-11"))).toMatch(/^unauthenticated.*revoked/);
});

test("without TLS it answers on loopback only, where that was asked for, to tokens", async () => {
  const url = `http://127.0.0.1:${plainPort}`;
  const owner = client({ url, token: house.tokenOf(hoster) });
  const { tokens } = await owner.ask("tokens", {});
  expect(tokens.map(({ holder }) => holder)).toContain(hoster);
  expect(await refused(client({ url }).ask("tokens", {}))).toMatch(/^unauthenticated/);
});

test("without a certificate and without a token nobody gets further than the door", async () => {
  const stranger = client({ url: house.url, fetch: house.fetch });
  expect(await refused(stranger.ask("instances", {}))).toMatch(/^unauthenticated/);
  expect(await stranger.ask("health", {})).toBeDefined();
});

test("a certificate of another authority, or one that has expired, is told so", async () => {
  const order = { holder: "computer:COMP-7", role: "computer" } as const;
  const stranger = await testAuthority();
  const { csr, key } = await makeCsr("computer:COMP-7");
  const now = new Date().toISOString();
  const foreign = { ...(await stranger.sign(csr, { ...order, now })), ...order, key, roots: "" };
  expect(await refused(poll(foreign, "COMP-7"))).toMatch(/not this Master's certificate authority/);
  const brief = { ...order, now: new Date().toISOString(), validSeconds: 1 };
  const expired = {
    ...(await (await house.authority()).sign(csr, brief)),
    ...order,
    key,
    roots: "",
  };
  await sleep(Date.parse(expired.notAfter) - Date.now() + 1_000);
  expect(await refused(poll(expired, "COMP-7"))).toMatch(/^unauthenticated.*expired/);
});

test("a certificate that was signed and never recorded is nobody's", async () => {
  const order = { holder: "computer:COMP-7", role: "computer" } as const;
  const { csr, key } = await makeCsr("computer:COMP-7");
  const now = new Date().toISOString();
  const signed = await (await house.authority()).sign(csr, { ...order, now });
  const stolen = { ...signed, ...order, key, roots: "" };
  expect(await refused(poll(stolen, "COMP-7"))).toMatch(/^unauthenticated/);
});

test("a client that trusts other roots does not speak to this Master at all", async () => {
  const { fetch: wary } = secureFetch({ ca: (await testAuthority()).roots() });
  const asked = client({ url: house.url, fetch: wary, token: "secret" }).ask("instances", {});
  await expect(asked).rejects.toThrow(MasterUnreachable);
  await expect(asked).rejects.toThrow("a certificate that our roots do not vouch for");
});

test("clients that never shake hands, or half, block nobody", async () => {
  const { hostname, port } = new URL(house.url);
  const silent = Array.from({ length: 50 }, () => connect(Number(port), hostname));
  // The beginning of a ClientHello that never goes on.
  for (const socket of silent.slice(25)) socket.write(Buffer.from("1603010200010001", "hex"));
  const enrolled = await aComputer("COMP-12");
  for (let turn = 0; turn < 20; turn++) await poll(enrolled, "COMP-12");
  for (const socket of silent) socket.destroy();
});

test.each(["TLSv1", "TLSv1.1"] as const)("%s is not spoken", async (version) => {
  const { hostname: host, port } = new URL(house.url);
  const options = { host, port: Number(port), ca: house.roots, ciphers: "ALL:@SECLEVEL=0" };
  const socket = connectTls({ ...options, minVersion: version, maxVersion: version });
  const outcome = await new Promise((resolve) => {
    socket.once("secureConnect", () => resolve("connected"));
    socket.once("error", (error: NodeJS.ErrnoException) => resolve(error.code));
  });
  socket.destroy();
  expect(outcome).toMatch(/ALERT_PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|NO_PROTOCOLS/);
});

test("TLS 1.2 shows certificates too, in the first handshake", async () => {
  const { certificate, chain, key } = await aComputer("COMP-13");
  const old = new Agent({
    ...{ ca: house.roots, cert: `${certificate}${chain}`, key },
    maxVersion: "TLSv1.2",
  });
  const status = await new Promise((resolve, reject) => {
    const asking = request(`${house.url}/v1/computers/COMP-13/duties`, { agent: old }, (reply) => {
      reply.resume();
      resolve(reply.statusCode);
    });
    asking.once("error", reject).end();
  });
  old.destroy();
  expect(status).toBe(200);
});

test("partita gets, shows, renews and revokes certificates", async () => {
  const roots = join(folder, "roots.pem");
  const [token, out] = [join(folder, "hoster.token"), join(folder, "computer")];
  writeFileSync(roots, house.roots);
  writeFileSync(token, house.tokenOf(hoster));
  const say = (...words: string[]) =>
    spokenBy([...words, "--url", house.url, "--ca", roots], folder);
  const enrolment = join(folder, "enrolment");
  const owner = ["--token-file", token];
  await say("computer", "token", "--file", enrolment, ...owner);
  await say("certificate", "get", "--enrolment", enrolment, "--out", out, "--title", "A server");
  const shows = ["--cert", `${out}.pem`, "--cert-key", `${out}.key`];
  const listed = JSON.parse((await say("certificate", "list", "--json", ...shows)).printed);
  const [mine] = listed.certificates;
  expect(mine).toMatchObject({ role: "computer", owner: hoster, keyMadeBy: "holder" });
  expect(readFileSync(`${out}.key`, "utf8")).toContain("PRIVATE KEY");
  const renewed = await say("certificate", "renew", ...shows);
  expect(renewed.told).toMatch(/certificate-active/);
  await say("certificate", "revoke", mine.serial, ...owner);
  const denied = async () => (await say("certificate", "list", ...shows)).told || undefined;
  expect(await until("the lock-out", denied)).toMatch(/revoked/);
});
