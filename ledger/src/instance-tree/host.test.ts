import { a } from "@partita/schemas/testing/a.ts";
import { ask } from "@partita/schemas/testing/ask.ts";
import { test } from "vitest";
import { instanceTree } from "#ledger/instance-tree/instance-tree.ts";
import { given } from "#ledger/testing/given.ts";
import { atComputer, child, hosted, root, served, streamId } from "#ledger/testing/tree.ts";

const site = "INST-site";
const [waiting = a("instance-requested")] = served("site");
const stopping = (instance: string, state: "stopped" | "destroyed") =>
  a("instance-amended", { detail: { instance, requester: root, shared: true, state } });
type Detail = NonNullable<Parameters<typeof ask<"host-instance">>[1]>["detail"];
const host = (detail: Detail = {}) =>
  ask("host-instance", {
    streamId,
    detail: { instance: site, host: root, hostTree: streamId, partition: "slappart0", ...detail },
  });
const elsewhere = { host: "INST-far", hostTree: "TREE-far" };

test("a shared instance is served in the partition of another, for which nobody pays twice", () =>
  given(instanceTree, ...hosted(), waiting)
    .when(host())
    .then({
      kind: "instance-hosted",
      quantity: "0",
      source: "network:COMP-1",
      sourceSection: "organisation:hoster",
      destinationSection: "person:ada",
      state: "confirmed",
      detail: { instance: site, tree: streamId, host: root, partition: "slappart0" },
    }));

test("one of another tree may serve it: this stream cannot know that one", () =>
  given(instanceTree, ...hosted(), waiting)
    .when(host(elsewhere))
    .then({ kind: "instance-hosted", detail: elsewhere }));

test("to be served where it is served already changes nothing; elsewhere it is refused", () => {
  given(instanceTree, ...hosted(), ...served("site"))
    .when(host())
    .thenNothing();
  given(instanceTree, ...hosted(), ...served("site"))
    .when(host(elsewhere))
    .thenRefused("award-open");
});

test("a host runs, has a partition there, and is not shared itself", () => {
  const dying = a("instance-amended", { detail: { state: "destroyed" } });
  const missing = [
    [...hosted(), dying],
    [...hosted(), a("award-lapsed")],
    [...hosted(), a("instance-destroyed")],
    hosted({ shared: true }),
    hosted({}, "COMP-2"),
    hosted({ instance: "INST-other" }),
  ];
  for (const past of missing)
    given(instanceTree, ...past, waiting)
      .when(host())
      .thenRefused("host-gone", { host: root });
});

test("only what is shared, and is to run, waits for a host", () => {
  given(instanceTree, ...hosted(), ...child("web"), a("award-lapsed", of("INST-web")))
    .when(host({ instance: "INST-web" }))
    .thenRefused("instance-not-waiting");
  given(instanceTree, ...hosted(), waiting, stopping(site, "stopped"))
    .when(host())
    .thenRefused("instance-not-waiting");
  given(instanceTree, ...hosted())
    .when(host())
    .thenRefused("no-such-instance");
});

test("a shared instance is awarded no partition of its own", () =>
  given(instanceTree, ...hosted(), waiting)
    .when(ask("award-instance", { streamId, detail: { instance: site } }))
    .thenRefused("instance-not-waiting"));

test("its host speaks for it, and the computer of its host", () => {
  for (const actor of [`instance:${root}`, atComputer] as const) {
    const reported = { streamId, actor, detail: { instance: site } };
    given(instanceTree, ...hosted(), ...served("site"))
      .when(ask("report-instance", reported))
      .then({ kind: "instance-started", quantity: "0" });
    given(instanceTree, ...hosted(), ...served("site"))
      .when(ask("publish-connection", reported))
      .then({ kind: "connection-published", detail: { instance: site, requester: root } });
  }
});

test("however long it runs, no hours are counted", () => {
  const started = a("instance-started", { detail: { instance: site } });
  const actor = `instance:${root}` as const;
  given(instanceTree, ...hosted(), ...served("site"), started)
    .when(ask("report-instance", { streamId, actor, detail: { instance: site, state: "stopped" } }))
    .then({ kind: "instance-stopped", quantity: "0" });
});

test("when its host is wiped, or loses its award, what it served waits to be served again", () => {
  const destroyed = ask("report-instance", {
    streamId,
    actor: atComputer,
    detail: { instance: root, state: "destroyed" },
  });
  const lapse = ask("lapse-award", {
    streamId,
    detail: { instance: "INST-web", award: webAward.id, reason: "computer-lost" },
  });
  const ofWeb = [...hosted(), ...web, ...servedBy("INST-web")];
  given(instanceTree, ...ofWeb)
    .when(lapse)
    .then(
      { kind: "award-lapsed", quantity: "1", detail: { instance: "INST-web" } },
      {
        kind: "award-lapsed",
        quantity: "0",
        detail: { instance: site, host: "INST-web", reason: "host-gone" },
      },
    );
  const dying = a("instance-amended", { detail: { state: "destroyed" } });
  given(instanceTree, ...hosted(), ...served("site"), dying)
    .when(destroyed)
    .then({ kind: "instance-destroyed", detail: { instance: root } }, "award-lapsed");
});

test("the award of a shared instance lapses by itself too, and another one serves it then", () => {
  const [, given0 = a("instance-hosted")] = served("site");
  const lapsed = ask("lapse-award", { streamId, detail: { instance: site, award: given0.id } });
  given(instanceTree, ...hosted(), waiting, given0)
    .when(lapsed)
    .then({ kind: "award-lapsed", detail: { instance: site, host: root } });
  const over = a("award-lapsed", { detail: { instance: site, award: given0.id, host: root } });
  given(instanceTree, ...hosted(), waiting, given0, over)
    .when(host(elsewhere))
    .then("instance-hosted");
});

const web = child("web");
const [, webAward = a("instance-awarded")] = web;

function servedBy(hostInstance: string) {
  const detail = { instance: site, host: hostInstance, hostTree: streamId };
  return [waiting, a("instance-hosted", { detail })];
}

function of(instance: string) {
  return { detail: { instance } };
}
