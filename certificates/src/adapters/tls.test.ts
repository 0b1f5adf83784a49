import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect, createServer, type Server, type TLSSocket } from "node:tls";
import { afterAll, expect, test } from "vitest";
import { makeCsr } from "#certificates/adapters/make-csr.ts";
import { serialOf } from "#certificates/ca-certificate.ts";
import { moved } from "#certificates/lives.ts";
import { testAuthority } from "#certificates/testing/test-authority.ts";

const now = new Date().toISOString();
const authority = await testAuthority();
const foreign = await testAuthority();
const { key, cert } = await authority.serverCertificate(["localhost", "127.0.0.1"]);

/** Tells whoever connects what it makes of their certificate. */
const server: Server = createServer(
  {
    key,
    cert,
    ca: [...authority.trusted()],
    requestCert: true,
    rejectUnauthorized: false,
    minVersion: "TLSv1.2",
  },
  (socket) => {
    const shown = socket.getPeerCertificate();
    const { CN = "nobody" } = shown.subject ?? {};
    const serial = shown.serialNumber === undefined ? "" : serialOf(shown.serialNumber);
    // `authorizationError` is a text, whatever its type says.
    const verdict = socket.authorized ? "good" : String(socket.authorizationError);
    socket.end(JSON.stringify({ CN, serial, verdict }));
  },
);
server.listen(0, "127.0.0.1");
await once(server, "listening");
afterAll(() => new Promise((resolve) => server.close(resolve)));

type Shown = {
  readonly key?: string;
  readonly cert?: string;
  readonly ca?: string;
  readonly host?: string;
};

async function shown(options: Shown): Promise<{ CN: string; serial: string; verdict: string }> {
  const { port } = server.address() as AddressInfo;
  const { ca = authority.roots(), host = "127.0.0.1", ...mine } = options;
  const socket: TLSSocket = connect({
    port,
    host: "127.0.0.1",
    servername: host === "127.0.0.1" ? "" : host,
    ca,
    ...mine,
  });
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
}

const order = { holder: "computer:COMP-1", role: "computer", now } as const;

test.each(["p256", "rsa2048"] as const)(
  "a client with %s is known by name and serial",
  async (kind) => {
    const { key: clientKey, csr } = await makeCsr("COMP-1", kind);
    const leaf = await authority.sign(csr, order);
    const expected = { CN: "COMP-1", serial: leaf.serial, verdict: "good" };
    expect(await shown({ key: clientKey, cert: leaf.certificate })).toEqual(expected);
    // What a SlapOS client keeps: words first, and the chain behind.
    expect(await shown({ key: clientKey, cert: leaf.text })).toEqual(expected);
  },
);

test("a client without a certificate is nobody", async () => {
  expect(await shown({})).toMatchObject({ CN: "nobody", verdict: "UNABLE_TO_GET_ISSUER_CERT" });
});

test.each([
  [
    "an expired one",
    authority,
    { ...order, now: moved(now, -3600), validSeconds: 60 },
    "CERT_HAS_EXPIRED",
  ],
  ["one of later", authority, { ...order, now: moved(now, 3600) }, "CERT_NOT_YET_VALID"],
  ["a foreign one", foreign, order, "UNABLE_TO_GET_ISSUER_CERT_LOCALLY"],
])("a client with %s is not good", async (_, signer, ordered, verdict) => {
  const { key: clientKey, csr } = await makeCsr("COMP-1");
  const leaf = await signer.sign(csr, ordered);
  const told = await shown({ key: clientKey, cert: leaf.certificate });
  expect(told.verdict).toMatch(new RegExp(`${verdict}|UNABLE_TO_VERIFY_LEAF_SIGNATURE`));
});

test("a server's certificate does not make a client", async () => {
  expect((await shown({ key, cert })).verdict).toBe("INVALID_PURPOSE");
});

test("a client does not believe a server of another authority, or under another name", async () => {
  await expect(shown({ ca: foreign.roots() })).rejects.toMatchObject({
    code: expect.stringMatching(/UNABLE_TO|SELF_SIGNED/),
  });
  await expect(shown({ host: "elsewhere.example.org" })).rejects.toMatchObject({
    code: "ERR_TLS_CERT_ALTNAME_INVALID",
  });
  expect((await shown({ host: "localhost" })).CN).toBe("nobody");
});
