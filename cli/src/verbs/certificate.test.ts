import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fakeMaster } from "@partita/schemas/testing/fake-master.ts";
import { expect, onTestFinished, test } from "vitest";
import { say } from "#cli/testing/say.ts";

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "partita-certificate-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Answers each request for a certificate with words in the place of one. */
async function issuer() {
  const heard: { path: string; body: Record<string, string> }[] = [];
  const server = createServer(async (request, response) => {
    const text = (await request.toArray()).map(String).join("");
    heard.push({ path: request.url ?? "", body: JSON.parse(text) });
    const pem = { certificate: "the leaf\n", chain: "the chain\n", roots: "the roots\n" };
    const life = { notBefore: "2026-01-01T00:00:00.000Z", notAfter: "2026-01-31T00:00:00.000Z" };
    const body = { holder: "computer:COMP-1", serial: "7f", ...pem, ...life };
    response.writeHead(201, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  return { url: `http://127.0.0.1:${port}`, heard };
}

test("get makes the key here, and writes key, certificate with chain, and roots", async () => {
  const [folder, { url, heard }] = [aFolder(), await issuer()];
  const [enrolment, out] = [join(folder, "enrolment"), join(folder, "computer")];
  writeFileSync(enrolment, "the token\n");
  const words = ["certificate", "get", "--enrolment", enrolment, "--out", out];
  const { printed } = await say([...words, "--title", "my server", "--region", "asia"], url);
  expect(printed).toContain("certificate 7f of computer:COMP-1, good until 2026-01-31");
  const { csr, ...asked } = heard[0]?.body ?? {};
  expect(asked).toEqual({ enrolmentToken: "the token", title: "my server", region: "asia" });
  execFileSync("openssl", ["req", "-verify", "-noout"], { input: csr, stdio: "pipe" });
  expect(readFileSync(`${out}.pem`, "utf8")).toBe("the leaf\nthe chain\n");
  expect(readFileSync(`${out}.roots.pem`, "utf8")).toBe("the roots\n");
  expect(readFileSync(`${out}.key`, "utf8")).toMatch(/^-----BEGIN PRIVATE KEY-----/);
  expect(statSync(`${out}.key`).mode & 0o077).toBe(0);
});

test("get that fails leaves the key that is there, and asks with the same one again", async () => {
  const [folder, { url, heard }] = [aFolder(), await issuer()];
  const [enrolment, out] = [join(folder, "enrolment"), join(folder, "computer")];
  writeFileSync(enrolment, "the token\n");
  writeFileSync(`${out}.key`, "a key in use");
  const words = ["certificate", "get", "--enrolment", enrolment, "--out", out];
  const { exit } = await say(words, "http://127.0.0.1:1");
  expect(exit).not.toBe(0);
  expect(readFileSync(`${out}.key`, "utf8")).toBe("a key in use");
  const key = readFileSync(`${out}.key.asked`, "utf8");
  expect(statSync(`${out}.key.asked`).mode & 0o077).toBe(0);
  await say(words, url);
  expect(heard).toHaveLength(1);
  expect(readFileSync(`${out}.key`, "utf8")).toBe(key);
  expect(existsSync(`${out}.key.asked`)).toBe(false);
});

test("a draft that somebody laid out for a key is not written into", async () => {
  const [folder, { url }] = [aFolder(), await issuer()];
  const [enrolment, out] = [join(folder, "enrolment"), join(folder, "computer")];
  writeFileSync(enrolment, "the token\n");
  writeFileSync(join(folder, "elsewhere"), "");
  symlinkSync(join(folder, "elsewhere"), `${out}.key.asked.new`);
  await say(["certificate", "get", "--enrolment", enrolment, "--out", out], url);
  expect(readFileSync(join(folder, "elsewhere"), "utf8")).toBe("");
  expect(readFileSync(`${out}.key`, "utf8")).toContain("PRIVATE KEY");
});

test("renew asks with the same key, and writes over the certificate alone", async () => {
  const [folder, { url, heard }] = [aFolder(), await issuer()];
  const [enrolment, out] = [join(folder, "enrolment"), join(folder, "computer")];
  writeFileSync(enrolment, "the token\n");
  await say(["certificate", "get", "--enrolment", enrolment, "--out", out], url);
  const key = readFileSync(`${out}.key`, "utf8");
  writeFileSync(`${out}.pem`, "old");
  const shown = ["--cert", `${out}.pem`, "--cert-key", `${out}.key`, "--ca", `${out}.roots.pem`];
  const { exit, told } = await say(["certificate", "renew", ...shown], url);
  expect([exit, told]).toEqual([0, ""]);
  expect(heard.map(({ path }) => path)).toEqual(["/v1/certificates", "/v1/certificates/renewal"]);
  expect(readFileSync(`${out}.pem`, "utf8")).toBe("the leaf\nthe chain\n");
  expect(readFileSync(`${out}.key`, "utf8")).toBe(key);
});

test("revoke takes a reason that there is", async () => {
  const done = { movements: ["m/0"], position: "20", subject: "7f" };
  await using master = await fakeMaster({ "revoke-certificate": done });
  const words = ["certificate", "revoke", "7f", "--reason"];
  await say([...words, "keyCompromise"], master.url);
  expect(master.heard[0]).toMatchObject({
    path: "/v1/certificates/7f/revocation",
    body: { reason: "keyCompromise" },
  });
  expect((await say([...words, "boredom"], master.url)).told).toMatch(/--reason is one of/);
});

test("renew without a certificate says what it needs", async () => {
  const { exit, told } = await say(["certificate", "renew"], "http://127.0.0.1:1");
  expect([exit, told]).toEqual([2, expect.stringContaining("--cert <path> --cert-key <path>")]);
});
