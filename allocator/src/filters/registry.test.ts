import { readdirSync } from "node:fs";
import { type AllocationScope, DeferralReason, type NodeId } from "@partita/schemas";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Demand } from "#allocator/filters/filter.ts";
import { filters } from "#allocator/filters/registry.ts";
import { aCandidate, aDemand, guestbook, now } from "#allocator/testing/market.ts";

function some<Value>(...values: readonly Value[]) {
  return fc.constantFrom(...values);
}

const demands = fc.record({
  softwareRelease: some(guestbook, "https://other.example/"),
  conditions: some<Demand["conditions"]>(
    {},
    { region: "europe" },
    { region: "asia/japan" },
    { computer_guid: "COMP-2" },
    { max_price: { amount: "1", currency: "EUR" } as const },
    { max_price: { amount: "9", currency: "JPY" } as const },
    { slapos: { mode: "unique_by_network" } },
  ),
  owner: some<NodeId>("person:ada"),
});

const offers = fc.record({
  validFrom: some("2025-01-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"),
  seller: some<NodeId>("organisation:hoster", "organisation:stranger"),
});
const computers = fc.record({
  computer: some("COMP-1", "COMP-2"),
  free: some<string[]>([], ["slappart0"]),
  software: some<string[]>([], [guestbook]),
  scope: some<AllocationScope>("open", "close/maintenance"),
});

const candidates = fc
  .tuple(offers, computers, fc.boolean(), fc.boolean())
  .map(([offer, found, claimed, bare]) => {
    const computer = bare ? found : { ...found, lost: true as const };
    const built = aCandidate(bare ? offer : { ...offer, softwareRelease: guestbook }, computer);
    const { agent: _, ...unclaimed } = built.computer;
    return claimed ? built : { ...built, computer: unclaimed };
  });

describe.each(Object.entries(filters))("%s", (_, filter) => {
  test("answers true or a known reason, the same every time, and changes nothing", () => {
    fc.assert(
      fc.property(demands, candidates, (demand, candidate) => {
        const before = structuredClone({ demand, candidate });
        const verdict = filter(demand, candidate, now);
        expect(filter(structuredClone(demand), structuredClone(candidate), now)).toBe(verdict);
        expect({ demand, candidate }).toEqual(before);
        expect([true, ...DeferralReason.enum]).toContain(verdict);
      }),
    );
  });

  test("turns something down and lets something pass", () => {
    const all = fc.sample(fc.tuple(demands, candidates), { numRuns: 500, seed: 1 });
    const verdicts = new Set(all.map(([demand, candidate]) => filter(demand, candidate, now)));
    expect(verdicts.size).toBeGreaterThan(1);
    expect(verdicts).toContain(true);
  });
});

test("every file of this folder is in the registry under its own name", () => {
  const files = readdirSync(import.meta.dirname).filter((file) => !file.endsWith(".test.ts"));
  const names = files.map((file) => file.slice(0, -".ts".length));
  expect(names.filter((name) => name !== "filter" && name !== "registry").sort()).toEqual(
    Object.keys(filters).sort(),
  );
});

test("a candidate that fits a plain demand passes every filter", () => {
  for (const filter of Object.values(filters))
    expect(filter(aDemand(), aCandidate(), now)).toBe(true);
});
