import { expect, test } from "vitest";
import { deny, problemCodes } from "#api/problems.ts";
import { denialAnswer, slapStatus } from "#api/slap/slap-denial.ts";

// SlapOS's clients know three answers: 404 is "not found", 408 "not ready", anything else from
// 400 on is an error, after which slapgrid ends its run.
test("no denial says that an instance is not ready", () => {
  expect(problemCodes.filter((code) => slapStatus(deny(code)) === 408)).toEqual([]);
});

test("what SlapOS calls not found is", () => {
  const found = problemCodes.filter((code) => slapStatus(deny(code)) === 404);
  expect(found).toEqual(
    expect.arrayContaining([
      ...["no-such-computer", "no-such-instance", "requester-unknown", "request-cycle"],
      ...["software-not-supplied", "destroy-not-requested", "certificate-active"],
      "no-such-certificate",
    ]),
  );
});

test("a caller is told to come offline only when something is away or broken", () => {
  const away = problemCodes.filter((code) => slapStatus(deny(code)) >= 500);
  expect(away.sort()).toEqual([
    ...["fault", "log-damaged", "outcome-unknown", "overloaded", "projection-behind"],
    ...["rows-unavailable", "store-unavailable", "tree-behind"],
  ]);
});

test("a line says what it is, and when to come again", () => {
  expect(denialAnswer(deny("no-such-computer"))).toMatchObject({
    status: 404,
    body: expect.stringMatching(/^no-such-computer: .+\n$/),
    headers: { "content-type": "text/plain; charset=utf-8" },
  });
  expect(denialAnswer(deny("overloaded")).headers).toMatchObject({ "retry-after": "1" });
});
