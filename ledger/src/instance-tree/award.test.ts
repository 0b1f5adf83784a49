import type { ReasonCount } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import { ask } from "@partita/schemas/testing/ask.ts";
import { test } from "vitest";
import { instanceTree } from "#ledger/instance-tree/instance-tree.ts";
import { given } from "#ledger/testing/given.ts";
import { hosted, owner, root, streamId } from "#ledger/testing/tree.ts";

const requested = a("instance-requested");
const destroying = a("instance-amended", { detail: { state: "destroyed" } });
const award = ask("award-instance", { streamId });
const [, awarded = a("instance-awarded")] = hosted();
const lapse = (id: string) => ask("lapse-award", { streamId, detail: { award: id } });
const defer = (...reasons: ReasonCount[]) =>
  ask("defer-allocation", { streamId, detail: { reasons } });
const tooExpensive: ReasonCount = { reason: "too-expensive", count: 2 };
const wrongRegion: ReasonCount = { reason: "wrong-region", count: 1 };

test("a request that waits is awarded, and the price of now is frozen", () =>
  given(instanceTree, requested)
    .when(award)
    .then({
      kind: "instance-awarded",
      unitPrice: "3.6",
      currency: "EUR",
      source: "network:COMP-1",
      sourceSection: "organisation:hoster",
      destinationSection: owner,
      state: "confirmed",
      detail: {
        instance: root,
        buyer: owner,
        seller: "organisation:hoster",
        prices: { hourly: "3.6" },
      },
    }));

test("an instance is awarded once at a time", () =>
  given(instanceTree, requested, awarded)
    .when(award)
    .thenRefused("award-open", { award: awarded.id }));

test("what is unknown or gone is not awarded", () => {
  given(instanceTree).when(award).thenRefused("no-such-instance");
  given(instanceTree, requested, destroying, a("instance-destroyed"))
    .when(award)
    .thenRefused("no-such-instance");
});

test("what is to be stopped does not wait for a partition", () => {
  const stopped = a("instance-amended", { detail: { state: "stopped" } });
  given(instanceTree, requested, stopped).when(award).thenRefused("instance-not-waiting");
  given(instanceTree, requested, stopped)
    .when(defer(tooExpensive))
    .thenRefused("instance-not-waiting");
});

test("an award that came to nothing lapses, and the request may be awarded again", () => {
  given(instanceTree, requested, awarded)
    .when(lapse(awarded.id))
    .then({ kind: "award-lapsed", state: "cancelled", detail: { award: awarded.id } });
  const lapsed = a("award-lapsed", { detail: { award: awarded.id } });
  given(instanceTree, requested, awarded, lapsed).when(award).then("instance-awarded");
});

test("only the open award lapses", () => {
  given(instanceTree, requested, awarded).when(lapse("another/0")).thenNothing();
  given(instanceTree, requested).when(lapse(awarded.id)).thenNothing();
  given(instanceTree).when(lapse(awarded.id)).thenNothing();
});

test("what is to be destroyed is gone when its award lapses", () =>
  given(instanceTree, requested, awarded, destroying)
    .when(lapse(awarded.id))
    .then("award-lapsed", { kind: "instance-destroyed", detail: { instance: root } }));

test("a request that nothing fits is deferred with the reasons counted", () =>
  given(instanceTree, requested)
    .when(defer(wrongRegion, tooExpensive))
    .then({
      kind: "allocation-deferred",
      state: "planned",
      detail: { instance: root, reasons: [tooExpensive, wrongRegion] },
    }));

test("the same reasons as last time are not noted again, others are", () => {
  const deferred = a("allocation-deferred", { detail: { reasons: [tooExpensive, wrongRegion] } });
  given(instanceTree, requested, deferred).when(defer(wrongRegion, tooExpensive)).thenNothing();
  given(instanceTree, requested, deferred).when(defer(tooExpensive)).then("allocation-deferred");
});

test("after the wish has changed the same reasons are news", () => {
  const deferred = a("allocation-deferred", { detail: { reasons: [tooExpensive] } });
  given(instanceTree, requested, deferred, a("instance-amended", { detail: { state: "started" } }))
    .when(defer(tooExpensive))
    .then("allocation-deferred");
});

test("what has an award, or is unknown, is not deferred", () => {
  given(instanceTree, requested, awarded).when(defer(tooExpensive)).thenRefused("award-open");
  given(instanceTree).when(defer(tooExpensive)).thenRefused("no-such-instance");
});

test("what ran under an award that lapses was hosted until then, and is not hosted twice", () => {
  const running = a("instance-started", { startsAt: "2026-01-01T10:00:00.000Z" });
  const at = "2026-01-01T11:30:00.000Z";
  const moved = ask("lapse-award", {
    ...{ streamId, at },
    detail: { award: awarded.id, reason: "computer-lost" },
  });
  given(instanceTree, requested, awarded, running)
    .when(moved)
    .then(
      { kind: "instance-stopped", quantity: "1.500000000", detail: { award: awarded.id } },
      { kind: "award-lapsed", detail: { reason: "computer-lost" } },
    );
  given(instanceTree, requested, awarded, running, destroying)
    .when(moved)
    .then({ kind: "instance-stopped", quantity: "1.500000000" }, "award-lapsed", {
      kind: "instance-destroyed",
      quantity: "0",
    });
});
