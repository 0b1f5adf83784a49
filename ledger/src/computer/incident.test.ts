import { a } from "@partita/schemas/testing/a.ts";
import { ask } from "@partita/schemas/testing/ask.ts";
import { test } from "vitest";
import { computer } from "#ledger/computer/computer.ts";
import { given } from "#ledger/testing/given.ts";

const streamId = "COMP-1";
const owner = "organisation:hoster";
const itself = `computer:${streamId}` as const;
const noon = "2026-01-01T12:00:00.000Z";
const held = (instance: string, tree: string) =>
  a("partition-allocated", { detail: { instance, tree, partition: instance, award: `${tree}/0` } });
const past = [
  a("computer-registered"),
  ...[held("INST-1", "TREE-1"), held("INST-2", "TREE-2"), held("INST-3", "TREE-1")],
];
type Actor =
  | typeof itself
  | typeof owner
  | "organisation:master"
  | "person:eve"
  | "computer:COMP-2";
const bang = (actor: Actor = itself, at = noon, message = "Reboot") =>
  ask("bang-computer", { streamId, actor, at, detail: { message } });
const lose = (actor: Actor = owner) => ask("declare-computer-lost", { streamId, actor });

test("a computer bangs each tree that stands on it once, by the instance that came first", () =>
  given(computer, ...past)
    .when(bang())
    .then({
      kind: "computer-banged",
      resource: "incident",
      quantity: "1",
      detail: {
        message: "Reboot",
        present: [
          { tree: "TREE-1", instance: "INST-1" },
          { tree: "TREE-2", instance: "INST-2" },
        ],
      },
    }));

test("what was released is not there any more", () =>
  given(computer, ...past, a("partition-released", { detail: { instance: "INST-1" } }))
    .when(bang())
    .then({
      kind: "computer-banged",
      detail: {
        present: [
          { tree: "TREE-2", instance: "INST-2" },
          { tree: "TREE-1", instance: "INST-3" },
        ],
      },
    }));

test("the same message within a minute is one cause", () => {
  const banged = a("computer-banged", { recordedAt: noon });
  given(computer, ...past, banged)
    .when(bang(owner, "2026-01-01T12:00:59.000Z"))
    .thenNothing();
  given(computer, ...past, banged)
    .when(bang(itself, noon, "no disk"))
    .then("computer-banged");
  given(computer, ...past, banged)
    .when(bang(itself, "2026-01-01T12:01:00.000Z"))
    .then("computer-banged");
});

test("the computer itself bangs, its owner and the Master; nobody else", () => {
  for (const actor of [itself, owner, "organisation:master"] as const)
    given(computer, ...past)
      .when(bang(actor))
      .then("computer-banged");
  for (const actor of ["person:eve", "computer:COMP-2"] as const)
    given(computer, ...past)
      .when(bang(actor))
      .thenRefused("not-yours");
});

test("a computer that is lost names what stood on it, with the awards that are worth nothing", () =>
  given(computer, ...past)
    .when(lose())
    .then({
      kind: "computer-lost",
      detail: {
        message: "its disks burnt",
        held: [
          { tree: "TREE-1", instance: "INST-1", award: "TREE-1/0" },
          { tree: "TREE-2", instance: "INST-2", award: "TREE-2/0" },
          { tree: "TREE-1", instance: "INST-3", award: "TREE-1/0" },
        ],
      },
    }));

test("a computer is lost once, until its capacity is set again", () => {
  given(computer, ...past, a("computer-lost"))
    .when(lose())
    .thenNothing();
  given(computer, ...past, a("computer-lost"), a("capacity-set"))
    .when(lose())
    .then("computer-lost");
});

test("a computer is declared lost by its owner or the Master, not by itself", () => {
  given(computer, ...past)
    .when(lose("organisation:master"))
    .then("computer-lost");
  for (const actor of [itself, "computer:COMP-2"] as const)
    given(computer, ...past)
      .when(lose(actor))
      .thenRefused("not-yours");
});
