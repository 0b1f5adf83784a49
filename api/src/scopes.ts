/** What a token is limited to: to read, to write, or to single commands and queries by name. */
import type { Identity } from "#api/identities.ts";
import { type Denial, deny } from "#api/problems.ts";

/** All that a role may do. */
export const everyScope = ["read", "write"] as const;

export type Access = (typeof everyScope)[number];

/** Whether an identity may use, and so give away, a scope. */
export function covers({ scopes }: Identity, scope: string): boolean {
  return scopes === undefined || scopes.includes(scope);
}

/** What is issued may no more than the token by which it is issued: undefined when it does not. */
export function denyWider(identity: Identity, given: readonly string[]): Denial | undefined {
  const wider = given.find((scope) => !covers(identity, scope));
  if (wider === undefined) return undefined;
  return deny("forbidden", {
    detail: `a token of these scopes cannot give away the scope ${wider}`,
    facts: { scopes: identity.scopes?.join(" ") ?? "", scope: wider },
  });
}

/** Undefined: nothing of its token stands against it. */
export function denyScope(identity: Identity, access: Access, name: string): Denial | undefined {
  if (covers(identity, access) || covers(identity, name)) return undefined;
  const scopes = identity.scopes?.join(" ") ?? "";
  return deny("forbidden", {
    detail: `its token may ${scopes}; ${name} takes the scope ${access} or ${name}`,
    facts: { asked: name, scopes },
  });
}
