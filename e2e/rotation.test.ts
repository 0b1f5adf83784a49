import { X509Certificate } from "node:crypto";
import { Agent, request } from "node:https";
import { connect } from "node:tls";
import { makeCsr } from "@partita/certificates/adapters/make-csr.ts";
import { testDatabase } from "@partita/ledger/testing/test-database.ts";
import { type CertificateAnswer, certificateClient, client } from "@partita/schemas";
import { secureFetch } from "@partita/schemas/adapters/secure-fetch.ts";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { hashOf, newToken } from "./testing/enrolment.ts";
import { type PartsAlone, partsAlone } from "./testing/parts-alone.ts";

const hoster = "organisation:hoster";
/** More than the ten minutes after which what was made signs. */
const settledMilliseconds = 20 * 60_000;
/** The house looks each minute; a busy machine takes its time. */
const taken = { timeout: 150_000, interval: 1_000 };

let database: Awaited<ReturnType<typeof testDatabase>>;
let house: PartsAlone;
let before: Certified;
/** A connection that is never closed here, and the port that it is known by. */
let open: { readonly agent: Agent; readonly port: number | undefined };
/** Roots and issuing certificates before and after: each in PEM, from the oldest on. */
let trusted: readonly string[];

beforeAll(async () => {
  database = await testDatabase();
  house = await partsAlone(["api", "projections"], database.url);
  await house.start();
  before = await aComputer("COMP-1");
  const agent = agentOf(before);
  open = { agent, port: (await ask(agent, before)).port };
  expect(await issuerShownTo(house.roots)).toMatch(/^O=Partita\nCN=Partita Issuing CA /);
  trusted = await rotated();
});
afterAll(async () => {
  open?.agent.destroy();
  await house?.end();
  await database?.drop();
});

/**
 * Another process rotates, by a clock that is behind: nobody waits here for as long as processes
 * are given to hear of what signs next.
 */
async function rotated(): Promise<readonly string[]> {
  vi.setSystemTime(Date.now() - settledMilliseconds);
  try {
    const authority = await house.authority();
    await authority.rotate("root");
    return authority.trusted();
  } finally {
    vi.useRealTimers();
  }
}

type Certified = CertificateAnswer & { readonly key: string; readonly computer: string };

/** Registered by its owner, and certified with a token of that owner, as any computer is. */
async function aComputer(computer: string): Promise<Certified> {
  const owner = house.as(hoster);
  const detail = { title: computer, region: "europe" } as const;
  await owner.send("register-computer", { to: { computer }, detail });
  const token = newToken();
  await owner.send("issue-enrolment", {
    detail: {
      ...{ holder: `computer:${computer}`, role: "computer", purpose: "certificate" },
      tokenHash: hashOf(token),
      expiresAt: new Date(Date.now() + 60_000).toISOString(),
    },
  });
  const { key, csr } = await makeCsr(computer);
  const asking = certificateClient({ url: house.url, fetch: house.fetch });
  const certified = { ...(await asking.request(csr, token)), key, computer };
  const secure = secureFetch(credentialsOf(certified));
  const agent = { to: { computer }, detail: { agent: "an-agent" } };
  await client({ url: house.url, fetch: secure.fetch }).send("claim-computer", agent);
  await secure.close();
  return certified;
}

const credentialsOf = ({ certificate, chain, key }: Certified, ca = house.roots) => ({
  ...{ ca, cert: `${certificate}${chain}`, key },
});
/** One connection, which is kept. */
const agentOf = (certified: Certified, ca?: string) =>
  new Agent({ ...credentialsOf(certified, ca), keepAlive: true, maxSockets: 1 });

type Answered = { readonly status?: number | undefined; readonly port?: number | undefined };

function ask(agent: Agent, { computer }: Certified): Promise<Answered> {
  const path = `${house.url}/v1/computers/${computer}/duties`;
  return new Promise((resolve, reject) => {
    const asking = request(path, { agent }, (reply) => {
      const answered = { status: reply.statusCode, port: reply.socket.localPort };
      reply.once("end", () => resolve(answered)).resume();
    });
    asking.once("error", reject).end();
  });
}

/** Over a connection of its own. */
async function statusOf(certified: Certified, ca?: string): Promise<number | undefined> {
  const agent = agentOf(certified, ca);
  try {
    return (await ask(agent, certified)).status;
  } finally {
    agent.destroy();
  }
}

/** Who signed what a new connection is shown; throws when it does not lead to these roots. */
function issuerShownTo(ca: string): Promise<string | undefined> {
  const { hostname: host, port } = new URL(house.url);
  const socket = connect({ host, port: Number(port), ca });
  return new Promise<string | undefined>((resolve, reject) => {
    socket.once("error", reject);
    socket.once("secureConnect", () => resolve(socket.getPeerX509Certificate()?.issuer));
  }).finally(() => socket.destroy());
}

const subjectOf = (pem = "") => new X509Certificate(pem).subject;

async function expectOpen(): Promise<void> {
  expect(await ask(open.agent, before)).toEqual({ status: 200, port: open.port });
}

/** Resolves when the process, which nobody told anything, shows what the next one signed. */
async function untilTaken(): Promise<void> {
  const [, , , issuing] = trusted;
  const look = async () => {
    // In every round, so that it is never closed for having nothing to say.
    await expectOpen();
    return issuerShownTo(house.roots);
  };
  await expect.poll(look, taken).toBe(subjectOf(issuing));
}

test("what the next one signed is shown without a restart, and what is open stays so", async () => {
  await untilTaken();
  await expectOpen();
});

test("who knows the roots of before, or of after, believes what new connections show", async () => {
  await untilTaken();
  const [oldRoot = "", newRoot = "", , issuing] = trusted;
  const { roots } = JSON.parse(await (await house.fetch(`${house.url}/v1/authority`)).text());
  expect([house.roots, roots]).toEqual([oldRoot, `${oldRoot}${newRoot}`]);
  for (const known of [oldRoot, newRoot, roots])
    expect(await issuerShownTo(known)).toBe(subjectOf(issuing));
});

test("certificates of before and of after are let in, whichever roots they know", async () => {
  await untilTaken();
  const after = await aComputer("COMP-2");
  const [oldRoot, newRoot, oldIssuing, issuing] = trusted;
  expect([before.chain.startsWith(`${oldIssuing}`), before.roots]).toEqual([true, oldRoot]);
  expect([after.chain.startsWith(`${issuing}`), after.roots]).toEqual([
    true,
    `${oldRoot}${newRoot}`,
  ]);
  for (const certified of [before, after])
    for (const roots of [before.roots, after.roots])
      expect(await statusOf(certified, roots)).toBe(200);
});

test("a certificate of before is renewed by what signs now", async () => {
  await untilTaken();
  const { key, csr } = await makeCsr("COMP-1");
  const secure = secureFetch(credentialsOf(before));
  const asking = certificateClient({ url: house.url, fetch: secure.fetch });
  const renewed = { ...before, ...(await asking.renew(csr)), key };
  await secure.close();
  expect(renewed.chain.startsWith(`${trusted[3]}`)).toBe(true);
  expect(await statusOf(renewed)).toBe(200);
});
