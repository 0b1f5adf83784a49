import { a } from "@partita/schemas/testing/a.ts";
import { ask } from "@partita/schemas/testing/ask.ts";
import { test } from "vitest";
import { instanceTree } from "#ledger/instance-tree/instance-tree.ts";
import { given } from "#ledger/testing/given.ts";
import { atComputer, child, hosted, owner, root, served, streamId } from "#ledger/testing/tree.ts";

const by = { streamId, actor: owner } as const;
const of = (instance: string, revision?: number) => ({
  ...by,
  detail: { instance, ...(revision !== undefined && { revision }) },
});
const stopped = a("instance-amended", { detail: { state: "stopped" } });
const destroying = a("instance-amended", { detail: { state: "destroyed" } });
const otherRelease = "https://software.partita.example/postgres/software.json";

test("stopping an instance stops what it requested", () =>
  given(instanceTree, ...hosted(), ...child("web"))
    .when(ask("stop-instance", of(root)))
    .then(
      { kind: "instance-amended", detail: { instance: root, state: "stopped" } },
      { kind: "instance-amended", detail: { instance: "INST-web", state: "stopped" } },
    ));

test("starting one starts no other: it asks for them itself when it runs", () => {
  const all = [...hosted(), ...child("web", root, { state: "stopped" }), stopped];
  given(instanceTree, ...all)
    .when(ask("start-instance", of(root)))
    .then({ kind: "instance-amended", detail: { instance: root, state: "started" } });
});

test("a child does not start while its root is stopped", () =>
  given(instanceTree, ...hosted(), ...child("web", root, { state: "stopped" }), stopped)
    .when(ask("start-instance", of("INST-web")))
    .thenNothing());

test("what is so already is not written again", () => {
  given(instanceTree, ...hosted())
    .when(ask("start-instance", of(root)))
    .thenNothing();
  given(instanceTree, ...hosted(), stopped)
    .when(ask("stop-instance", of(root)))
    .thenNothing();
  for (const past of [[destroying], [destroying, a("instance-destroyed")]])
    given(instanceTree, ...hosted(), ...past)
      .when(ask("destroy-instance", of(root)))
      .thenNothing();
});

test("destruction is for ever", () => {
  for (const kind of ["start-instance", "stop-instance", "amend-instance"] as const)
    given(instanceTree, ...hosted(), destroying)
      .when(ask(kind, of(root)))
      .thenRefused("no-such-instance");
});

test("an amendment changes what it names and leaves the rest", () =>
  given(instanceTree, ...hosted())
    .when(ask("amend-instance", { ...by, detail: { parameters: { greeting: "Bonsoir" } } }))
    .then({
      kind: "instance-amended",
      detail: {
        state: "started",
        softwareType: "default",
        parameters: { greeting: "Bonsoir" },
        conditions: a("instance-requested").detail.conditions,
      },
    }));

test("a child changes its software, a root keeps its own", () => {
  const past = [...hosted(), ...child("web")];
  const to = (instance: string) =>
    ask("amend-instance", { ...by, detail: { instance, softwareRelease: otherRelease } });
  given(instanceTree, ...past)
    .when(to("INST-web"))
    .then({ kind: "instance-amended", detail: { softwareRelease: otherRelease } });
  given(instanceTree, ...past)
    .when(to(root))
    .thenRefused("release-fixed", { softwareType: "default" });
});

test.each(["start-instance", "stop-instance", "destroy-instance", "amend-instance"] as const)(
  "%s is the owner's, and of the wish that was seen",
  (kind) => {
    given(instanceTree, ...hosted())
      .when(ask(kind, { streamId, actor: "person:eve", detail: { instance: root } }))
      .thenRefused("not-yours");
    given(instanceTree, ...hosted())
      .when(ask(kind, { streamId, actor: atComputer, detail: { instance: root } }))
      .thenRefused("not-yours");
    given(instanceTree, ...hosted(), stopped)
      .when(ask(kind, of(root, 1)))
      .thenRefused("wish-changed", { revision: "2" });
    given(instanceTree)
      .when(ask(kind, of(root)))
      .thenRefused("no-such-instance");
  },
);

test("whatever requested an instance may let go of it, and of nothing else", () => {
  const drop = (instance: string) =>
    ask("destroy-instance", { streamId, actor: `instance:${root}`, detail: { instance } });
  const past = [...hosted(), ...child("web"), ...child("mail", "INST-web")];
  given(instanceTree, ...past)
    .when(drop("INST-web"))
    .then("instance-amended", "instance-amended");
  given(instanceTree, ...past)
    .when(drop("INST-mail"))
    .thenRefused("not-yours");
});

test("a shared instance that is destroyed is gone at once, and costs nothing", () =>
  given(instanceTree, ...hosted(), ...served("site"), a("instance-started"))
    .when(ask("destroy-instance", of("INST-site")))
    .then(
      { kind: "instance-amended", quantity: "0", detail: { host: root, state: "destroyed" } },
      { kind: "instance-destroyed", quantity: "0", detail: { host: root } },
    ));
