import { expect, test } from "vitest";
import { OutOfPatience, orUnavailable, patiently } from "#ledger/adapters/eventstore/patience.ts";
import { StoreUnavailable } from "#ledger/store/store.ts";
import {
  accessDenied,
  notReady,
  type Refusal,
  refusal,
  timedOut,
} from "#ledger/testing/event-store-server/answers.ts";

const patience = { attemptsMax: 3, pauseMilliseconds: 1, pauseMillisecondsMax: 2 };

/** Meets one refusal after the other, then succeeds. */
function attempts(...refusals: readonly Refusal[]) {
  const made = { count: 0 };
  const attempt = async () => {
    const refused = refusals[made.count++];
    if (refused !== undefined) throw refusal(refused);
    return "done";
  };
  return { made, attempt };
}

test("what fails for now is tried again", async () => {
  const { made, attempt } = attempts(notReady, timedOut);
  expect(await patiently(patience, attempt)).toBe("done");
  expect(made.count).toBe(3);
});

test.each([
  ["in doubt when one attempt was lost", [notReady, timedOut, notReady], true],
  ["not in doubt when none reached the server", [notReady, notReady, notReady], false],
])("what fails too often is %s", async (_, refusals, isInDoubt) => {
  const { made, attempt } = attempts(...refusals);
  const fault: unknown = await patiently(patience, attempt).catch((thrown) => thrown);
  expect(fault).toBeInstanceOf(OutOfPatience);
  expect(fault).toMatchObject({ isInDoubt });
  expect(made.count).toBe(3);
});

test("what will never succeed is not tried again", async () => {
  const { made, attempt } = attempts(accessDenied);
  await expect(patiently(patience, attempt)).rejects.toThrow("Access Denied");
  expect(made.count).toBe(1);
});

test("what was lost stays in doubt, whatever is said later", async () => {
  const { attempt } = attempts(timedOut, accessDenied);
  await expect(patiently(patience, attempt)).rejects.toMatchObject({ isInDoubt: true });
});

test("what writes nothing is unavailable when it fails too often", async () => {
  const { attempt } = attempts(timedOut, timedOut, timedOut);
  await expect(orUnavailable(patience, attempt)).rejects.toThrow(StoreUnavailable);
});
