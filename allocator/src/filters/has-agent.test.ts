import { expect, test } from "vitest";
import { hasAgent } from "#allocator/filters/has-agent.ts";
import { aCandidate, aDemand, now } from "#allocator/testing/market.ts";

test("a computer with an agent in charge passes", () => {
  expect(hasAgent(aDemand(), aCandidate(), now)).toBe(true);
});

test("a computer that no agent has claimed cannot serve", () => {
  const { agent: _, ...unclaimed } = aCandidate().computer;
  expect(hasAgent(aDemand(), { ...aCandidate(), computer: unclaimed }, now)).toBe(
    "computer-unclaimed",
  );
});
