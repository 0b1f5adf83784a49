import { Problem, refusals, requestProblems } from "@partita/schemas";
import { Compile } from "typebox/compile";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deny, denyRefusal, problemCodes } from "#api/problems.ts";
import { type World, world } from "#api/testing/world.ts";

let house: World;
beforeAll(async () => {
  house = await world();
});
afterAll(() => house.close());

test("the catalogue has every refusal and every request problem, once", () => {
  const all = [...Object.keys(refusals), ...Object.keys(requestProblems)];
  expect(problemCodes).toEqual(all);
  expect(new Set(problemCodes).size).toBe(all.length);
});

test.each(problemCodes)("the type of %s is an address that describes it", async (code) => {
  const { problem } = deny(code);
  const { status, body } = await house.inject({ url: problem.type });
  expect(status).toBe(200);
  expect(body).toEqual(problem);
  expect(Compile(Problem).Errors(body)).toEqual([]);
  expect(problem.status).toBeGreaterThanOrEqual(400);
  expect(problem.title).not.toBe("");
});

test("the whole catalogue is served", async () => {
  const { body } = await house.inject({ url: "/v1/problems" });
  expect(body.problems.map(({ code }: { code: string }) => code)).toEqual(problemCodes);
});

test("a problem that nobody has is not there", async () => {
  const { status, body } = await house.inject({ url: "/v1/problems/toString" });
  expect([status, body.code]).toEqual([404, "no-such-route"]);
});

test("a refusal brings its facts along", () => {
  const refusal = {
    code: "computer-full",
    retryable: true,
    facts: { computer: "COMP-1" },
  } as const;
  expect(denyRefusal(refusal).problem).toMatchObject({
    status: 409,
    code: "computer-full",
    retryable: true,
    facts: { computer: "COMP-1" },
  });
});
