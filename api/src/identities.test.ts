import { expect, test } from "vitest";
import { hashedIdentities, referenceIn, tokenHashOf } from "#api/identities.ts";

const identities = hashedIdentities([
  { actor: "person:ada", role: "person", tokenHash: tokenHashOf("token of ada") },
  { actor: "computer:COMP-1", role: "computer", tokenHash: tokenHashOf("token of COMP-1") },
]);

test("a token leads to its identity, without its hash", async () => {
  expect(await identities.ofToken("token of COMP-1")).toEqual({
    actor: "computer:COMP-1",
    role: "computer",
  });
});

test.each(["", "token of ad", "token of ada ", tokenHashOf("token of ada")])(
  "%j is nobody's token",
  async (token) => {
    expect(await identities.ofToken(token)).toBeUndefined();
  },
);

test("the reference in an actor is what stands behind its type", () => {
  expect(referenceIn("computer:COMP-1")).toBe("COMP-1");
  expect(referenceIn("person:a:b")).toBe("a:b");
});
