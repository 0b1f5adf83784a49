import { expect, test } from "vitest";
import { isToken, signedIn, signedOut, tokenOf } from "./session.ts";

test("the cookie is out of reach of scripts and other sites", () => {
  expect(signedIn("a-token", false)).toBe(
    "partita-token=a-token; HttpOnly; SameSite=Strict; Path=/",
  );
  expect(signedIn("a-token", true)).toMatch(/; Secure$/);
  expect(signedOut(false)).toMatch(/^partita-token=; .*Max-Age=0$/);
});

test.each(["", "a b", "a;b", "a\r\nb", "a,b", "ü", "x".repeat(513)])("%j is no token", (text) => {
  expect(isToken(text)).toBe(false);
});

test("the token is found among other cookies", () => {
  expect(tokenOf("theme=dark; partita-token=abc; x=y")).toBe("abc");
  expect(tokenOf("other-partita-token=abc")).toBeUndefined();
  expect(tokenOf(undefined)).toBeUndefined();
});
