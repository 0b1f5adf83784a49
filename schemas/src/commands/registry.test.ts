import assert from "node:assert/strict";
import { Check, Errors } from "typebox/value";
import { describe, test } from "vitest";
import { movementKinds } from "../movements/registry.ts";
import { commandKinds } from "./registry.ts";

const names = commandKinds.map(({ kind }) => kind);
const streams = new Set<string>(movementKinds.map(({ stream }) => stream));
const verbs = [
  ...["allocate", "amend", "award", "bang", "claim", "close", "declare", "defer", "destroy"],
  ...["enable", "host", "issue", "lapse", "pause", "publish", "record", "redeem", "register"],
  ...["release", "remove", "rename", "report", "request", "revoke", "rewind", "rotate", "set"],
  ...["start", "stop", "supply", "withdraw"],
];

test("every command stands in the registry once, in alphabetical order", () => {
  assert.deepEqual(names, [...new Set(names)].toSorted());
});

test("no two commands are sent to the same path", () => {
  const paths = commandKinds.flatMap((command) => ("send" in command ? [command.send.path] : []));
  assert.equal(new Set(paths).size, paths.length);
});

describe.each(commandKinds)("$kind", ({ kind, stream, says, detail, example, ...rest }) => {
  test("is a verb and its noun", () => {
    const [verb = "", noun, ...more] = kind.split("-");
    assert.ok(verbs.includes(verb), `${verb} is no verb that this test knows`);
    // `allocation-scope` is one noun of SlapOS's in two words.
    assert.ok(noun !== undefined && more.length <= 1, kind);
  });

  test("says in one sentence what is asked", () => {
    assert.match(says, /^[A-Z][^\n]+\.$/);
  });

  test("speaks to a stream that movements are written to", () => {
    assert.ok(streams.has(stream));
  });

  test("has an example that its detail allows", () => {
    assert.deepEqual(Errors(detail, example), []);
  });

  test("refuses a name that it does not know", () => {
    assert.ok(!Check(detail, { ...example, unheardOf: "1" }));
  });

  test("is sent, if at all, by POST to a path of version 1", () => {
    if (!("send" in rest)) return;
    assert.match(rest.send.path, /^\/v1(\/:?[a-z-]+)+$/);
  });
});
