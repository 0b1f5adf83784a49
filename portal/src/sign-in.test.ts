import { aProblem, fakeMaster } from "@partita/schemas/testing/fake-master.ts";
import { expect, test } from "vitest";
import { buildPortal } from "./portal.ts";

const form = { "content-type": "application/x-www-form-urlencoded", host: "portal" };

async function signIn(masterUrl: string, payload: string, headers: Record<string, string> = form) {
  await using portal = buildPortal({ masterUrl });
  return await portal.inject({ method: "POST", url: "/sign-in", headers, payload });
}

test("a token that the Master knows goes into the cookie", async () => {
  await using master = await fakeMaster({ instances: { instances: [], position: "0" } });
  const reply = await signIn(master.url, "token=abc-123");
  expect([reply.statusCode, reply.headers.location]).toEqual([303, "/"]);
  expect(reply.headers["set-cookie"]).toBe(
    "partita-token=abc-123; HttpOnly; SameSite=Strict; Path=/",
  );
  expect(master.heard[0]?.token).toBe("abc-123");
});

test("a token that the Master does not know brings the form again", async () => {
  const unauthenticated = aProblem({ code: "unauthenticated", status: 401 });
  await using master = await fakeMaster({ instances: unauthenticated });
  const reply = await signIn(master.url, "token=wrong");
  expect(reply.statusCode).toBe(401);
  expect(reply.headers["set-cookie"]).toBeUndefined();
  expect(reply.body).toContain('<p role="alert">The Master does not know this token.</p>');
});

test("an identity that may do other things than see instances signs in as well", async () => {
  const forbidden = aProblem({ code: "forbidden", status: 403 });
  await using master = await fakeMaster({ instances: forbidden });
  expect((await signIn(master.url, "token=abc")).headers.location).toBe("/");
});

test.each(["", "token=", "token=a%0d%0ab", "token=a;b", `token=${"x".repeat(600)}`])(
  "%j is no token, and the Master is not asked",
  async (payload) => {
    await using master = await fakeMaster();
    expect((await signIn(master.url, payload)).statusCode).toBe(401);
    expect(master.heard).toEqual([]);
  },
);

test("a form on another site signs nobody in", async () => {
  await using master = await fakeMaster({ instances: { instances: [], position: "0" } });
  const reply = await signIn(master.url, "token=abc", { ...form, origin: "http://evil.example" });
  expect(reply.headers["set-cookie"]).toBeUndefined();
});

test("a body that is too large is refused", async () => {
  const reply = await signIn("http://127.0.0.1:1", `token=${"x".repeat(5000)}`);
  expect(reply.statusCode).toBe(413);
});

test("signing out takes the cookie away", async () => {
  await using portal = buildPortal({ masterUrl: "http://127.0.0.1:1" });
  const reply = await portal.inject({ method: "POST", url: "/sign-out" });
  expect(reply.headers["set-cookie"]).toMatch(/^partita-token=; .*Max-Age=0$/);
  expect(reply.headers.location).toBe("/sign-in");
});
