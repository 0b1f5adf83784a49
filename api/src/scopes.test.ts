import { expect, test } from "vitest";
import type { Identity } from "#api/identities.ts";
import { covers, denyScope } from "#api/scopes.ts";

const withScopes = (...scopes: string[]): Identity => ({
  actor: "organisation:hoster",
  role: "organisation",
  scopes,
});

test.each([
  [["read"], "read", "tokens", true],
  [["read"], "write", "issue-token", false],
  [["write"], "read", "tokens", false],
  [["issue-token"], "write", "issue-token", true],
  [["issue-token"], "write", "revoke-token", false],
  [["read", "write"], "write", "revoke-token", true],
] as const)("a token of %j may %s by %s: %s", (scopes, access, name, isAllowed) => {
  const denial = denyScope(withScopes(...scopes), access, name);
  expect(denial === undefined).toBe(isAllowed);
  if (denial !== undefined)
    expect(denial.problem.detail).toBe(
      `its token may ${scopes.join(" ")}; ${name} takes the scope ${access} or ${name}`,
    );
});

test("who shows no token is limited by nothing but its role", () => {
  const { scopes: _, ...unlimited } = withScopes();
  expect(denyScope(unlimited, "write", "close-period")).toBeUndefined();
  expect(covers(unlimited, "write")).toBe(true);
});
