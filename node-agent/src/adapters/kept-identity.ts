/** The agent's key and certificate, in one file: both are of one another, after a crash too. */
import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { damaged, readJson, writeJson } from "#node-agent/adapters/json-file.ts";
import type { Identity } from "#node-agent/certificate-life.ts";

const parts: readonly (keyof Identity)[] = [
  ...(["key", "certificate", "chain", "roots", "serial"] as const),
  ...(["notBefore", "notAfter", "enrolment"] as const),
];
const othersMayRead = 0o077;

export function identityFile(home: string): string {
  return join(home, "identity.json");
}

/** Undefined when there is none yet. Throws when it is damaged, or open to others. */
export function readIdentity(home: string): Identity | undefined {
  const path = identityFile(home);
  const withoutIt = "enrol this computer anew";
  const found = readJson(path, withoutIt);
  if (found === undefined) return undefined;
  if ((statSync(path).mode & othersMayRead) !== 0)
    throw new Error(`${path} holds a key and can be read by others: take that right away`);
  // Written by `keepIdentity` only, which writes all of it or nothing; what it holds is looked at.
  const identity = found as Identity;
  if (parts.every((name) => typeof identity[name] === "string")) return identity;
  throw new Error(damaged(path, withoutIt));
}

export function keepIdentity(home: string, identity: Identity): void {
  writeJson(identityFile(home), identity);
  rmSync(enrollingFile(home), { force: true });
}

function enrollingFile(home: string): string {
  return join(home, "enrolling.json");
}

/** The key that an enrolment was begun with, or a new one, on the disk before it is used. */
export async function enrolmentKey(
  home: string,
  enrolment: string,
  make: () => Promise<string>,
): Promise<string> {
  const path = enrollingFile(home);
  const begun = readJson(path, "another key is made");
  const isSame = typeof begun === "object" && begun !== null && "enrolment" in begun;
  if (isSame && begun.enrolment === enrolment && "key" in begun) return String(begun.key);
  const key = await make();
  writeJson(path, { enrolment, key });
  return key;
}
