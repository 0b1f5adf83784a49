import { expect, test } from "vitest";
import { deny, problemCodes } from "#api/problems.ts";
import { jsonDenialOf } from "#api/slap-json/json-denial.ts";
import { instanceAbsences } from "#api/slap-json/json-method.ts";

test("no problem of ours is told as what clients read as something else", () => {
  const statuses = problemCodes
    .filter((code) => code !== "request-too-slow")
    .map((code) => jsonDenialOf(deny(code), {}).denial.status);
  expect(statuses.filter((status) => status === 404 || status === 408)).toEqual([]);
});

test.each([
  ["no-such-instance", 403, "SOFTWARE-INSTANCE-NOT-FOUND"],
  ["no-such-offer", 403, "OBJECT-NODE-NOT-FOUND"],
  ["release-fixed", 409, "RELEASE-FIXED"],
  ["unauthenticated", 401, "UNAUTHENTICATED"],
  ["projection-behind", 503, "PROJECTION-BEHIND"],
] as const)("%s is %i %s", (code, status, type) => {
  const { denial } = jsonDenialOf(deny(code), instanceAbsences);
  expect(denial).toEqual({ status, type, title: expect.any(String) });
});

test("what was found is told with it", () => {
  const { denial } = jsonDenialOf(deny("forbidden", { detail: "for its owner only" }), {});
  expect(denial.title).toMatch(/\(for its owner only\)$/);
});
