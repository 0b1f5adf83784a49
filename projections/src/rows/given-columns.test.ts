import assert from "node:assert/strict";
import { test } from "vitest";
import { givenColumns } from "#projections/rows/given-columns.ts";

test("only what was given is asked for; nothing is given too", () =>
  assert.deepEqual(givenColumns({ owner: "person:ada", seller: undefined, requester: null }), [
    ["owner", "=", "person:ada"],
    ["requester", "=", null],
  ]));
