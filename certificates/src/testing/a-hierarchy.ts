/** Hierarchies in memory, made at the instant that a test says. */
import { makeKey, randomSerial } from "#certificates/adapters/make-key.ts";
import type { Hierarchy } from "#certificates/hierarchy.ts";
import {
  bridgeTo,
  issueIssuing,
  issueRoot,
  type Making,
  type Signer,
} from "#certificates/issue-ca.ts";

export const dayOne = "2026-01-01T00:00:00.000Z";

export async function making(now: string): Promise<Making> {
  return { privateKey: await makeKey("p256"), serial: randomSerial(), now };
}

/** Whose roots may sign at once. */
/** Whose roots may sign at once. */
export type WithKeys = Omit<Hierarchy, "roots"> & { readonly roots: readonly Signer[] };

/** A root with one issuing certificate below it. */
export async function aHierarchy(now: string = dayOne): Promise<WithKeys> {
  const root = issueRoot(await making(now));
  return { roots: [root], bridges: [], issuing: [issueIssuing(await making(now), root)] };
}

/** With one more issuing certificate below the newest root. */
export async function withIssuing(before: WithKeys, now: string): Promise<WithKeys> {
  const root = before.roots.at(-1);
  if (root === undefined) throw new Error("there is no root");
  return { ...before, issuing: [...before.issuing, issueIssuing(await making(now), root)] };
}

/** With one more root, a bridge to it, and an issuing certificate below it. */
export async function withRoot(before: WithKeys, now: string): Promise<WithKeys> {
  const old = before.roots.at(-1);
  if (old === undefined) throw new Error("there is no root");
  const root = issueRoot(await making(now));
  const bridge = bridgeTo(root, old, randomSerial());
  const more = { ...before, roots: [...before.roots, root], bridges: [...before.bridges, bridge] };
  return await withIssuing(more, now);
}
