import assert from "node:assert/strict";
import type { Command } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import { ask } from "@partita/schemas/testing/ask.ts";
import { expect, test } from "vitest";
import { decide } from "#ledger/decider.ts";
import { instanceTree } from "#ledger/instance-tree/instance-tree.ts";
import { childrenMax } from "#ledger/instance-tree/request.ts";
import { given } from "#ledger/testing/given.ts";
import { atComputer, child, hosted, owner, root, streamId } from "#ledger/testing/tree.ts";

type Wish = Partial<Command<"request-instance">["detail"]>;

const request = (wish: Wish = {}) =>
  ask("request-instance", { streamId, actor: owner, detail: wish });
const requestChild = (title: string, wish: Wish = {}, requester = root) =>
  ask("request-instance", { streamId, actor: atComputer, detail: { title, requester, ...wish } });
const stopped = (instance: string, wish: Wish = {}) =>
  a("instance-amended", { detail: { instance, ...wish, state: "stopped" } });
const otherRelease = "https://software.partita.example/postgres/software.json";

test("a root is requested by its owner and ordered from nobody in particular yet", () =>
  given(instanceTree)
    .when(request())
    .then({
      kind: "instance-requested",
      source: "organisation:master",
      destination: "project:TREE-0000000001",
      destinationSection: owner,
      state: "ordered",
      detail: { title: "my-guestbook", owner, tree: streamId, state: "started" },
    }));

test("the same request again writes nothing", () => {
  given(instanceTree, a("instance-requested")).when(request()).thenNothing();
  given(instanceTree, ...hosted(), a("instance-started"))
    .when(request())
    .thenNothing();
});

test("parameters, conditions and state of a root change", () =>
  given(instanceTree, ...hosted())
    .when(request({ parameters: { greeting: "Bonjour" }, conditions: {}, state: "stopped" }))
    .then({
      kind: "instance-amended",
      source: "network:COMP-1",
      detail: {
        instance: root,
        parameters: { greeting: "Bonjour" },
        conditions: {},
        state: "stopped",
      },
    }));

test.each([{ softwareRelease: otherRelease }, { softwareType: "replica" }])(
  "a root keeps its software: %o is refused",
  (wish) =>
    given(instanceTree, ...hosted())
      .when(request(wish))
      .thenRefused("release-fixed"),
);

test("a title that the root had once is no longer its own", () => {
  const renamed = a("instance-renamed");
  given(instanceTree, ...hosted(), renamed)
    .when(request())
    .thenRefused("tree-renamed", { title: "our-guestbook" });
  given(instanceTree, ...hosted(), renamed)
    .when(request({ title: "our-guestbook" }))
    .thenNothing();
});

test("the tree of an owner takes no requests from others", () =>
  given(instanceTree, ...hosted())
    .when(ask("request-instance", { streamId, actor: "person:eve" }))
    .thenRefused("not-yours"));

test("a computer that asks must say for which instance", () =>
  given(instanceTree, ...hosted())
    .when(ask("request-instance", { streamId, actor: atComputer }))
    .thenRefused("requester-unknown"));

test("destroying what does not exist creates nothing", () => {
  given(instanceTree)
    .when(request({ state: "destroyed" }))
    .thenNothing();
  given(instanceTree, ...hosted())
    .when(requestChild("database", { state: "destroyed" }))
    .thenNothing();
});

test("an instance without an award is destroyed at once", () =>
  given(instanceTree, a("instance-requested"))
    .when(request({ state: "destroyed" }))
    .then(
      { kind: "instance-amended", detail: { state: "destroyed" } },
      { kind: "instance-destroyed", quantity: "0", detail: { instance: root, tree: streamId } },
    ));

test("an instance with an award waits for its agent to wipe it", () =>
  given(instanceTree, ...hosted())
    .when(request({ state: "destroyed" }))
    .then("instance-amended"));

test("destroying twice changes nothing", () => {
  const dying = [...hosted(), a("instance-amended", { detail: { state: "destroyed" } })];
  given(instanceTree, ...dying)
    .when(request({ state: "destroyed" }))
    .thenNothing();
  given(instanceTree, ...dying, a("instance-destroyed"))
    .when(request({ state: "destroyed" }))
    .thenNothing();
});

test("after destruction the same request makes a new instance", () => {
  const dying = [...hosted(), a("instance-amended", { detail: { state: "destroyed" } })];
  for (const past of [dying, [...dying, a("instance-destroyed")]]) {
    const decision = decide(instanceTree, past, request({ softwareRelease: otherRelease }));
    const [movement] = "movements" in decision ? decision.movements : [];
    assert.ok(movement?.kind === "instance-requested", "nothing was requested");
    expect(movement.detail.tree).toBe(streamId);
    expect(movement.detail.instance).not.toBe(root);
  }
});

test("an instance requests another on behalf of its tree's owner", () =>
  given(instanceTree, ...hosted())
    .when(requestChild("database"))
    .then({
      kind: "instance-requested",
      destinationSection: owner,
      actor: atComputer,
      detail: { title: "database", owner, requester: root },
    }));

test("the software itself may ask, by the instance's own certificate; another's may not", () => {
  const by = (actor: "instance:INST-0000000001" | "instance:INST-other") =>
    ask("request-instance", { streamId, actor, detail: { title: "database", requester: root } });
  given(instanceTree, ...hosted())
    .when(by(`instance:${root}`))
    .then({ kind: "instance-requested", detail: { owner, requester: root } });
  given(instanceTree, ...hosted())
    .when(by("instance:INST-other"))
    .thenRefused("not-yours");
  given(instanceTree, a("instance-requested"))
    .when(by(`instance:${root}`))
    .thenRefused("not-yours");
});

test("the same request for a child again writes nothing", () =>
  given(instanceTree, ...hosted(), ...child("database"))
    .when(requestChild("database"))
    .thenNothing());

test("a child may change its software", () =>
  given(instanceTree, ...hosted(), ...child("database"))
    .when(requestChild("database", { softwareRelease: otherRelease, softwareType: "replica" }))
    .then({
      kind: "instance-amended",
      detail: { instance: "INST-database", softwareRelease: otherRelease, softwareType: "replica" },
    }));

test("the title of a child is exact and case sensitive", () =>
  given(instanceTree, ...hosted(), ...child("database"))
    .when(requestChild("Database"))
    .then("instance-requested"));

test("only the computer of the requester asks on its behalf", () => {
  const detail = { title: "database", requester: root };
  const stranger = ask("request-instance", { streamId, actor: "computer:COMP-2", detail });
  const itsOwner = ask("request-instance", { streamId, actor: owner, detail });
  given(instanceTree, ...hosted())
    .when(stranger)
    .thenRefused("not-yours");
  given(instanceTree, ...hosted())
    .when(itsOwner)
    .thenRefused("not-yours");
  given(instanceTree, a("instance-requested"))
    .when(requestChild("database"))
    .thenRefused("not-yours");
});

test("a requester that is unknown, to be destroyed or gone requests nothing", () => {
  const dying = a("instance-amended", { detail: { state: "destroyed" } });
  const ofUnknown = requestChild("database", {}, "INST-unknown");
  given(instanceTree, ...hosted())
    .when(ofUnknown)
    .thenRefused("requester-unknown");
  given(instanceTree, ...hosted(), dying)
    .when(requestChild("database"))
    .thenRefused("requester-unknown");
  given(instanceTree, ...hosted(), dying, a("instance-destroyed"))
    .when(requestChild("database"))
    .thenRefused("requester-unknown");
});

test("an instance requests neither itself nor one that it was requested by", () => {
  const past = [...hosted(), ...child("web"), ...child("database", "INST-web")];
  const cycle = (title: string, wish: Wish = {}) =>
    given(instanceTree, ...past)
      .when(requestChild(title, wish, "INST-database"))
      .thenRefused("request-cycle");
  cycle("database");
  cycle("web");
  cycle("my-guestbook");
  cycle("web", { state: "destroyed" });
});

test("a child that another instance asks for moves to it", () =>
  given(instanceTree, ...hosted(), ...child("web"), ...child("database"))
    .when(requestChild("database", {}, "INST-web"))
    .then({
      kind: "instance-amended",
      detail: { instance: "INST-database", requester: "INST-web" },
    }));

test("an instance requests up to 100 others", () => {
  const children = Array.from({ length: childrenMax }, (_, index) =>
    child(`child-${index}`),
  ).flat();
  const past = [...hosted(), ...children];
  given(instanceTree, ...past.slice(0, -2))
    .when(requestChild("one-more"))
    .then("instance-requested");
  given(instanceTree, ...past)
    .when(requestChild("one-more"))
    .thenRefused("too-many-children");
  given(instanceTree, ...past)
    .when(requestChild("child-0"))
    .thenNothing();
  given(instanceTree, ...past, ...child("moving", "INST-child-0"))
    .when(requestChild("moving"))
    .thenRefused("too-many-children");
  const removed = a("instance-amended", {
    detail: { instance: "INST-child-0", requester: root, state: "destroyed" },
  });
  given(instanceTree, ...past, removed)
    .when(requestChild("one-more"))
    .then("instance-requested");
});

test("stopping an instance stops all that it requested, in the same decision", () =>
  given(instanceTree, ...hosted(), ...child("web"), ...child("database", "INST-web"))
    .when(request({ state: "stopped" }))
    .then(
      { kind: "instance-amended", detail: { instance: root, state: "stopped" } },
      { kind: "instance-amended", detail: { instance: "INST-web", state: "stopped" } },
      {
        kind: "instance-amended",
        detail: { instance: "INST-database", requester: "INST-web", state: "stopped" },
      },
    ));

test("what is stopped already is not stopped again", () =>
  given(instanceTree, ...hosted(), ...child("web"), stopped("INST-web", { requester: root }))
    .when(request({ state: "stopped" }))
    .then({ kind: "instance-amended", detail: { instance: root } }));

test("destroying an instance destroys all that it requested, and what has no award at once", () => {
  const waiting = a("instance-requested", {
    detail: { instance: "INST-database", title: "database", requester: "INST-web" },
  });
  given(instanceTree, ...hosted(), ...child("web"), waiting, ...child("mail"))
    .when(requestChild("web", { state: "destroyed" }))
    .then(
      { kind: "instance-amended", detail: { instance: "INST-web", state: "destroyed" } },
      { kind: "instance-amended", detail: { instance: "INST-database", state: "destroyed" } },
      { kind: "instance-destroyed", detail: { instance: "INST-database" } },
    );
});

test("while the root is stopped its children are, whatever they ask", () => {
  const past = [...hosted(), stopped(root)];
  given(instanceTree, ...past)
    .when(requestChild("database"))
    .then({ kind: "instance-requested", detail: { state: "stopped" } });
  given(instanceTree, ...past, ...child("database", root, { state: "stopped" }))
    .when(requestChild("database"))
    .thenNothing();
});

test("a child that is asked for anew after the root started again starts again", () =>
  given(instanceTree, ...hosted(), ...child("database", root, { state: "stopped" }))
    .when(requestChild("database"))
    .then({ kind: "instance-amended", detail: { instance: "INST-database", state: "started" } }));
