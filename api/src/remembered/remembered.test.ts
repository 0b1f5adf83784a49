import type { Recorded } from "@partita/ledger";
import type { ItemId, MovementKind } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { changesSince } from "#api/remembered/changes.ts";
import { remembered } from "#api/remembered/remembered.ts";
import { touchedBy } from "#api/remembered/touched-by.ts";

const on: readonly ItemId[] = ["instance-tree:TREE-1"];

test("an answer is good until what it stands on is spoken of", () => {
  const changes = changesSince(10n);
  const answers = remembered<string>(changes, 1000);
  answers.keep("key", "answer", { bytes: 6, position: 10n, version: 0, on });
  changes.take([recorded(11n, "TREE-2")]);
  expect(answers.find("key")).toBe("answer");
  changes.take([recorded(12n, "TREE-1")]);
  expect(answers.find("key")).toBeUndefined();
});

test("an answer from before the beginning is never good", () => {
  const changes = changesSince(10n);
  const answers = remembered<string>(changes, 1000);
  changes.take([recorded(11n, "TREE-2")]);
  const version = changes.version();
  answers.keep("key", "answer", { bytes: 6, position: 9n, version, on });
  changes.take([recorded(12n, "TREE-2")]);
  expect(answers.find("key")).toBeUndefined();
});

test("an answer that was made while the log moved on is not good", () => {
  const changes = changesSince(10n);
  const answers = remembered<string>(changes, 1000);
  const before = changes.version();
  changes.take([recorded(11n, "TREE-1")]);
  answers.keep("key", "answer", { bytes: 6, position: 10n, version: before, on });
  expect(answers.find("key")).toBeUndefined();
  // Rows that are behind what was taken in already.
  answers.keep("key", "answer", { bytes: 6, position: 10n, version: changes.version(), on });
  expect(answers.find("key")).toBeUndefined();
});

test("what comes in late, after what this process wrote itself, is noticed", () => {
  const changes = changesSince(10n);
  const answers = remembered<string>(changes, 1000);
  answers.keep("key", "answer", { bytes: 6, position: 10n, version: 0, on });
  changes.take([recorded(12n, "TREE-2")]);
  expect(answers.find("key")).toBe("answer");
  changes.take([recorded(11n, "TREE-1"), recorded(12n, "TREE-2")]);
  expect(answers.find("key")).toBeUndefined();
});

test("what was asked for longest ago is forgotten first, and what is too large at once", () => {
  const answers = remembered<string>(changesSince(1n), 100);
  for (const key of ["a", "b", "c"])
    answers.keep(key, key, { bytes: 9, position: 1n, version: 0, on });
  expect(answers.find("a")).toBe("a");
  for (const key of "defghijk") answers.keep(key, key, { bytes: 9, position: 1n, version: 0, on });
  expect(answers.find("a")).toBe("a");
  expect(answers.find("b")).toBeUndefined();
  answers.keep("a", "larger", { bytes: 50, position: 1n, version: 0, on });
  expect(answers.find("a")).toBeUndefined();
});

test("however many things were spoken of, no answer outlives a change", () => {
  const life = fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { maxLength: 60 });
  fc.assert(
    fc.property(life, fc.integer({ min: 1, max: 5 }), (steps, thingsMax) => {
      const changes = changesSince(0n, thingsMax);
      const answers = remembered<bigint>(changes, 10_000);
      const lastChange = new Map<number, bigint>();
      let position = 0n;
      for (const [changed, asked] of steps) {
        position += 1n;
        changes.take([recorded(position, `TREE-${changed}`)]);
        lastChange.set(changed, position);
        const answer = answers.find(`${asked}`);
        if (answer !== undefined) expect(answer >= (lastChange.get(asked) ?? 0n)).toBe(true);
        answers.keep(`${asked}`, position, {
          ...{ bytes: 8, position, version: changes.version() },
          on: [`instance-tree:TREE-${asked}`],
        });
      }
    }),
  );
});

test("an answer is good until what it stands on is touched", () => {
  const changes = changesSince(10n, 2);
  const answers = remembered<string>(changes, 1000);
  changes.touch("instance-tree:TREE-1");
  const version = changes.version();
  answers.keep("key", "answer", { bytes: 6, position: 10n, version, on });
  changes.touch("instance-tree:TREE-2");
  expect(answers.find("key")).toBe("answer");
  changes.touch("instance-tree:TREE-1");
  expect(answers.find("key")).toBeUndefined();
});

test("a touch that is forgotten is taken for a touch", () => {
  const changes = changesSince(10n, 1);
  const answers = remembered<string>(changes, 1000);
  answers.keep("key", "answer", { bytes: 6, position: 10n, version: 0, on });
  changes.touch("instance-tree:TREE-1");
  changes.touch("instance-tree:TREE-2");
  expect(answers.find("key")).toBeUndefined();
});

test("a movement touches its items, its stream's thing and what its detail names", () => {
  const hosted = touchedBy({ ...recorded(1n, "TREE-1"), movement: whole("instance-hosted") });
  expect(hosted).toEqual(
    expect.arrayContaining([
      ...["instance-tree:TREE-1", "instance-tree:TREE-0000000002"],
      ...["instance:INST-0000000001", "instance:INST-0000000002", "computer:COMP-1"],
    ]),
  );
  const banged = touchedBy({ ...recorded(1n, "TREE-1"), movement: whole("bang-raised") });
  expect(banged).toContain("instance:INST-0000000002");
});

function recorded(position: bigint, tree: string): Recorded {
  const movement = { ...whole("period-closed"), items: [] };
  return { movement, position, stream: `instance-tree-${tree}`, revision: 1 };
}

function whole(kind: MovementKind): Recorded["movement"] {
  return a(kind);
}
