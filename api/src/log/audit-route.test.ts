import type { AuditPage } from "@partita/schemas/log/audit.ts";
import { expect, test } from "vitest";
import { merkleWorld } from "#api/testing/merkle-world.ts";
import { type Caller, callers } from "#api/testing/world.ts";

const nothing: AuditPage = { complaints: [], checked: 0, position: "0", done: true };

test("auditors and operators go through the audit page by page; nobody else does", async () => {
  const asked: bigint[] = [];
  const house = await merkleWorld(async (after) => {
    asked.push(after);
    return { ...nothing, position: `${after}` };
  });
  for (const caller of ["auditor", "operator"] as const) {
    const { status, body } = await house.get(caller, "/v1/log/audit?after=2000");
    expect([status, body.position]).toEqual([200, "2000"]);
  }
  const others = (Object.keys(callers) as Caller[]).filter(
    (caller) => caller !== "auditor" && caller !== "operator",
  );
  for (const caller of others) expect((await house.get(caller, "/v1/log/audit")).status).toBe(403);
  expect((await house.inject({ url: "/v1/log/audit" })).status).toBe(401);
  expect(asked).toEqual([2000n, 2000n]);
  await house.close();
});

test("one audit runs at a time", async () => {
  const gate = Promise.withResolvers<AuditPage>();
  const house = await merkleWorld(() => gate.promise);
  const first = house.get("auditor", "/v1/log/audit");
  const second = await house.get("operator", "/v1/log/audit");
  expect([second.status, second.body.code]).toEqual([503, "overloaded"]);
  gate.resolve(nothing);
  expect((await first).status).toBe(200);
  expect((await house.get("operator", "/v1/log/audit")).status).toBe(200);
  await house.close();
});

test("an audit that fails lets the next one in", async () => {
  let turns = 0;
  const house = await merkleWorld(async () => {
    turns += 1;
    if (turns === 1) throw new Error("the server went away");
    return nothing;
  });
  expect((await house.get("auditor", "/v1/log/audit")).status).toBe(500);
  expect((await house.get("auditor", "/v1/log/audit")).status).toBe(200);
  await house.close();
});

test("a position that no log reaches is refused", async () => {
  const house = await merkleWorld(async () => nothing);
  const { status } = await house.get("auditor", "/v1/log/audit?after=99999999999999999999");
  expect(status).toBe(400);
  await house.close();
});
