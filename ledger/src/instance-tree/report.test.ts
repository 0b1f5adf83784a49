import { a } from "@partita/schemas/testing/a.ts";
import { ask } from "@partita/schemas/testing/ask.ts";
import { test } from "vitest";
import { instanceTree } from "#ledger/instance-tree/instance-tree.ts";
import { given } from "#ledger/testing/given.ts";
import { atComputer, child, hosted, root, streamId } from "#ledger/testing/tree.ts";

type State = "started" | "stopped" | "failed" | "destroyed";

const noon = "2026-01-01T12:00:00.000Z";
const report = (state: State, message?: string) =>
  ask("report-instance", {
    streamId,
    actor: atComputer,
    at: noon,
    detail: { state, ...(message !== undefined && { message }) },
  });
const publish = (connection: Record<string, string>, instance = root) =>
  ask("publish-connection", { streamId, actor: atComputer, detail: { instance, connection } });
const started = a("instance-started", { startsAt: "2026-01-01T10:30:00.000Z" });
const destroying = a("instance-amended", { detail: { state: "destroyed" } });

test("hosting starts when the agent says so", () =>
  given(instanceTree, ...hosted())
    .when(report("started"))
    .then({
      kind: "instance-started",
      startsAt: noon,
      state: "started",
      source: "network:COMP-1",
      sourceSection: "organisation:hoster",
      detail: { instance: root, tree: streamId, computer: "COMP-1" },
    }));

test("hosting stops with its period and its hours", () =>
  given(instanceTree, ...hosted(), started)
    .when(report("stopped"))
    .then({
      kind: "instance-stopped",
      quantity: "1.500000000",
      startsAt: "2026-01-01T10:30:00.000Z",
      stopsAt: noon,
    }));

test("an instance that failed and runs again was hosted all the while", () =>
  given(instanceTree, ...hosted(), started, a("instance-failed"), a("instance-started"))
    .when(report("stopped"))
    .then({ kind: "instance-stopped", quantity: "1.500000000" }));

test("the same report twice changes nothing", () => {
  given(instanceTree, ...hosted(), started)
    .when(report("started"))
    .thenNothing();
  given(instanceTree, ...hosted(), a("instance-stopped"))
    .when(report("stopped"))
    .thenNothing();
  given(instanceTree, ...hosted(), destroying, a("instance-destroyed"))
    .when(report("destroyed"))
    .thenNothing();
});

test("a failure is noted with its message, and again only with another", () => {
  const failed = a("instance-failed", { detail: { message: "no disk" } });
  given(instanceTree, ...hosted())
    .when(report("failed", "no disk"))
    .then({ kind: "instance-failed", quantity: "0", detail: { message: "no disk" } });
  given(instanceTree, ...hosted(), failed)
    .when(report("failed", "no disk"))
    .thenNothing();
  given(instanceTree, ...hosted(), failed)
    .when(report("failed", "no net"))
    .then("instance-failed");
});

test("a failure without a word is a failure", () => {
  given(instanceTree, ...hosted())
    .when(report("failed"))
    .then({ kind: "instance-failed", detail: { message: "" } });
  given(instanceTree, ...hosted(), a("instance-failed", { detail: { message: "" } }))
    .when(report("failed"))
    .thenNothing();
});

test("an instance is destroyed only when that was requested", () => {
  given(instanceTree, ...hosted())
    .when(report("destroyed"))
    .thenRefused("destroy-not-requested");
  given(instanceTree, ...hosted(), started, destroying)
    .when(report("destroyed"))
    .then({ kind: "instance-destroyed", quantity: "1.500000000", stopsAt: noon });
});

test("of what is gone nothing more is told", () => {
  const past = [...hosted(), destroying, a("instance-destroyed")];
  given(instanceTree, ...past)
    .when(report("started"))
    .thenRefused("no-such-instance");
  given(instanceTree, ...past)
    .when(publish({ url: "http://x/" }))
    .thenRefused("no-such-instance");
});

test("only the computer that has the award tells of an instance", () => {
  const elsewhere = hosted({}, "COMP-2");
  const waiting = a("instance-requested");
  for (const command of [report("started"), publish({ url: "http://x/" })]) {
    given(instanceTree, ...elsewhere)
      .when(command)
      .thenRefused("not-yours");
    given(instanceTree, waiting).when(command).thenRefused("not-yours");
    given(instanceTree).when(command).thenRefused("no-such-instance");
  }
});

test("a computer whose award lapsed tells no more", () =>
  given(instanceTree, ...hosted(), a("award-lapsed"))
    .when(report("started"))
    .thenRefused("not-yours"));

test("a connection is published for the one that requested it", () =>
  given(instanceTree, ...hosted(), ...child("database"))
    .when(publish({ url: "postgres://x/" }, "INST-database"))
    .then({
      kind: "connection-published",
      detail: { instance: "INST-database", requester: root, connection: { url: "postgres://x/" } },
    }));

test("the same connection again changes nothing, another replaces it whole", () => {
  const published = a("connection-published", { detail: { connection: { b: "2", a: "1" } } });
  given(instanceTree, ...hosted(), published)
    .when(publish({ a: "1", b: "2" }))
    .thenNothing();
  given(instanceTree, ...hosted(), published)
    .when(publish({ a: "1" }))
    .then({ kind: "connection-published", detail: { connection: { a: "1" } } });
});
