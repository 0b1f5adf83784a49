import { MasterRefusal } from "@partita/schemas";
import { expect, test } from "vitest";
import { AgentMustStop, live } from "./agent.ts";
import { aWorld } from "./testing/a-world.ts";

/** An agent whom its Master does not know for the first three claims. */
function unknown(isRenewed: boolean) {
  const leaving = new AbortController();
  let claims = 0;
  const answer = (kind: string) => {
    if (kind === "claim-computer") claims += 1;
    if (claims > 3) leaving.abort();
    if (claims > 3) return {};
    const problem = { code: "unauthenticated", status: 401, retryable: false } as const;
    throw new MasterRefusal({ ...problem, type: "t", title: "The certificate was revoked." });
  };
  const { world, done } = aWorld({ answer, isRenewed });
  const rhythm = { intervalMs: 1_000, reportIntervalMs: 60_000, signal: leaving.signal };
  return { living: live(world, rhythm), done };
}

test("whose certificate is not taken tells it, goes on, and claims when it is taken", async () => {
  const { living, done } = unknown(true);
  await living;
  expect(done.filter((line) => line.includes("revoked"))).toEqual([
    "a pass failed The certificate was revoked.",
  ]);
  expect(done).toContain("computer claimed agent-1");
});

test("whose token is not known leaves with the reason: no other will come by itself", async () => {
  await expect(unknown(false).living).rejects.toThrow(AgentMustStop);
});
