import { expect, onTestFinished, test } from "vitest";
import type { Health } from "../parts/part.ts";
import { healthServer } from "./health-server.ts";

async function asked(health: () => Promise<Health>, started = true) {
  const server = healthServer(new Map([["billing", { health }]]), () => started);
  const url = await server.listen({ host: "127.0.0.1", port: 0 });
  onTestFinished(() => server.close());
  const reply = await fetch(`${url}/health`);
  return { status: reply.status, said: await reply.json(), url };
}

test("a process whose parts all do their work is healthy", async () => {
  const health = { ready: true, position: "7", log: "7" };
  const { status, said } = await asked(async () => health);
  expect(status).toBe(200);
  expect(said).toEqual({ ready: true, parts: { billing: health } });
});

test("a part that lags, fails or has not started makes it unhealthy, and says why", async () => {
  expect((await asked(async () => ({ ready: false }))).status).toBe(503);
  expect((await asked(async () => ({ ready: true }), false)).status).toBe(503);
  const { status, said } = await asked(() => Promise.reject(new Error("connection refused")));
  expect(status).toBe(503);
  expect(said.parts.billing.because).toContain("connection refused");
});

test("a part that does not answer is unhealthy before whoever checks loses patience", async () => {
  const { status, said } = await asked(() => new Promise(() => {}));
  expect(status).toBe(503);
  expect(said.parts.billing.because).toMatch(/no answer in \d+ ms/);
});

test("nothing but health is answered", async () => {
  const { url } = await asked(async () => ({ ready: true }));
  expect((await fetch(url)).status).toBe(404);
  expect((await fetch(`${url}/health`, { method: "POST" })).status).toBe(404);
});
