import { a } from "@partita/schemas/testing/a.ts";
import { ask } from "@partita/schemas/testing/ask.ts";
import { expect, test } from "vitest";
import { fold } from "#ledger/decider.ts";
import { instanceTree } from "#ledger/instance-tree/instance-tree.ts";
import { unplanted } from "#ledger/instance-tree/tree.ts";
import { given } from "#ledger/testing/given.ts";
import { atComputer, child, hosted, owner, root, served, streamId } from "#ledger/testing/tree.ts";

const noon = "2026-01-01T12:00:00.000Z";
const message = "the web server does not answer";
type Changes = NonNullable<Parameters<typeof ask<"bang-instance">>[1]>;
const bang = ({ detail, ...changes }: Changes = {}) =>
  ask("bang-instance", {
    ...{ streamId, actor: atComputer, at: noon },
    ...changes,
    detail: { message, ...detail },
  });
const past = [...hosted(), ...child("web"), ...child("mail", "INST-web")];
const banged = a("bang-raised", {
  recordedAt: noon,
  detail: { reporter: root, message, origin: "instance" },
});

test("one bang has all of the tree looked at again, above, below and beside", () =>
  given(instanceTree, ...past)
    .when(bang({ actor: "instance:INST-web", detail: { instance: "INST-web" } }))
    .then({
      kind: "bang-raised",
      resource: "incident",
      quantity: "1",
      source: "network:COMP-1",
      destination: "project:TREE-0000000001",
      detail: {
        tree: streamId,
        reporter: "INST-web",
        instances: [root, "INST-web", "INST-mail"],
        message,
        origin: "instance",
      },
    }));

test("what is destroyed is left alone, and who serves from another tree is named", () => {
  const gone = a("instance-destroyed", { detail: { instance: "INST-mail" } });
  given(instanceTree, ...past, gone, ...served("site", "INST-far"), ...served("blog", "INST-far"))
    .when(bang())
    .then({
      kind: "bang-raised",
      detail: { instances: [root, "INST-web", "INST-site", "INST-blog"], hosts: ["INST-far"] },
    });
});

test("the same of the same within a minute is one cause, told once", () => {
  const again = (at: string, changes: Changes = {}) =>
    given(instanceTree, ...past, banged).when(bang({ at, ...changes }));
  again("2026-01-01T12:00:59.999Z").thenNothing();
  again("2026-01-01T12:01:00.000Z").then("bang-raised");
  again(noon, { detail: { message: "no disk" } }).then("bang-raised");
  again(noon, { detail: { instance: "INST-web" } }).then("bang-raised");
  again(noon, { actor: owner }).then({ kind: "bang-raised", detail: { origin: "owner" } });
});

test("only the Master speaks for a computer", () => {
  const told = { origin: "computer", computer: "COMP-2" } as const;
  given(instanceTree, ...past)
    .when(bang({ detail: told }))
    .then({ kind: "bang-raised", detail: { origin: "instance", reporter: root } });
  given(instanceTree, ...past)
    .when(bang({ actor: "organisation:master", detail: told }))
    .then({ kind: "bang-raised", source: "network:COMP-2", detail: told });
});

test("what is gone since stands for its tree still, when the Master tells of its computer", () => {
  const gone = a("instance-destroyed", { detail: { instance: "INST-mail" } });
  const told = { instance: "INST-mail", origin: "computer", computer: "COMP-1" } as const;
  given(instanceTree, ...past, gone)
    .when(bang({ actor: "organisation:master", detail: told }))
    .then({ kind: "bang-raised", detail: { instances: [root, "INST-web"] } });
  given(instanceTree, ...past, gone)
    .when(bang({ actor: owner, detail: { instance: "INST-mail" } }))
    .thenRefused("no-such-instance");
});

test("nobody else bangs, and no tree that is not there", () => {
  given(instanceTree, ...past)
    .when(bang({ actor: "computer:COMP-2" }))
    .thenRefused("not-yours");
  given(instanceTree, ...past)
    .when(bang({ actor: "instance:INST-web" }))
    .thenRefused("not-yours");
  given(instanceTree)
    .when(bang({ actor: "organisation:master" }))
    .thenRefused("no-such-instance");
});

test("what was deferred is judged again, and may be deferred for the same reasons", () => {
  const waiting = [a("instance-requested"), a("allocation-deferred")];
  const { reasons } = a("allocation-deferred").detail;
  const defer = ask("defer-allocation", { streamId, detail: { reasons } });
  given(instanceTree, ...waiting)
    .when(defer)
    .thenNothing();
  given(instanceTree, ...waiting, banged)
    .when(defer)
    .then("allocation-deferred");
});

test("a tree remembers the causes of the last minute alone", () => {
  const later = a("bang-raised", { recordedAt: "2026-01-01T12:30:00.000Z" });
  expect(fold(instanceTree, unplanted, [...past, banged, later]).bangs.size).toBe(1);
});
