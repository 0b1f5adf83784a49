import { expect, test } from "vitest";
import { bridgeTo, issueIssuing, issueRoot } from "./issue-ca.ts";
import { moved } from "./lives.ts";
import { dayOne, making } from "./testing/a-hierarchy.ts";

const root = issueRoot(await making(dayOne));
const issuing = issueIssuing(await making(dayOne), root);

test("a root is signed by itself", () => {
  expect(root.x509.ca).toBe(true);
  expect(root.x509.checkIssued(root.x509)).toBe(true);
  expect(root.x509.verify(root.x509.publicKey)).toBe(true);
  expect(root.x509.checkPrivateKey(root.privateKey)).toBe(true);
});

test("an issuing certificate is signed by the root", () => {
  expect(issuing.x509.ca).toBe(true);
  expect(issuing.x509.checkIssued(root.x509)).toBe(true);
  expect(issuing.x509.verify(root.x509.publicKey)).toBe(true);
  expect(issuing.x509.checkPrivateKey(issuing.privateKey)).toBe(true);
});

test("it never outlives its root", async () => {
  const late = moved(root.notAfter, -3600);
  expect(issueIssuing(await making(late), root).notAfter).toBe(root.notAfter);
});

test("a bridge speaks of the next root, and is signed by the one before", async () => {
  const next = issueRoot(await making("2031-01-01T00:00:00.000Z"));
  const bridge = bridgeTo(next, root, Buffer.of(0x41));
  expect(bridge.x509.checkIssued(root.x509)).toBe(true);
  expect(bridge.x509.verify(root.x509.publicKey)).toBe(true);
  expect(bridge.subjectText).toBe(next.subjectText);
  expect(bridge.keyId).toEqual(next.keyId);
  expect(bridge.notAfter).toBe(root.notAfter);
});

test("no two authorities have the same name", async () => {
  const other = issueRoot(await making(dayOne));
  expect(other.subjectText).not.toBe(root.subjectText);
});
