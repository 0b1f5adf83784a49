import { expect, test } from "vitest";
import { matchesSlaposConditions } from "#allocator/filters/matches-slapos-conditions.ts";
import { aCandidate, aDemand } from "#allocator/testing/market.ts";

test.each([
  ["nothing", {}, true],
  ["how long data is kept", { retention_delay: "7.0" }, true],
  ["who may connect", { fw_restricted_access: "on", fw_authorized_sources: "" }, true],
  ["that what it requests no more is destroyed", { related_gc: "yes" }, true],
  ["a network", { network_guid: "NET-1" }, "condition-unmatched"],
  ["a project", { project_guid: "PROJ-1" }, "condition-unmatched"],
  ["a mode", { mode: "unique_by_network" }, "condition-unmatched"],
  ["a capability", { capability: "kvm" }, "condition-unmatched"],
  ["a category", { retention_delay: "7.0", cpu_core: "8" }, "condition-unmatched"],
  ["a word that nobody knows", { comptuer_guid: "COMP-1" }, "condition-unmatched"],
] as const)("asked in SlapOS's words for %s", (_, slapos, expected) => {
  expect(matchesSlaposConditions(aDemand({ slapos }), aCandidate())).toBe(expected);
});
