import { expect, test } from "vitest";
import { plan } from "#allocator/plan.ts";
import { aComputer, anInstance, anOffer, aView } from "#allocator/testing/market.ts";

const twoFree = aComputer({ free: ["slappart0", "slappart1"] });
const waiting = (instance: string, requestedAt: string) => ({
  instance: anInstance({ instance, requestedAt }),
});
const young = waiting("INST-A", "2026-01-03T00:00:00.000Z");
const old = waiting("INST-B", "2026-01-01T00:00:00.000Z");
const twin = waiting("INST-C", "2026-01-01T00:00:00.000Z");

const said = (planned: ReturnType<typeof plan<typeof old>>) =>
  planned.map(({ waiting: { instance }, placement }) => [
    instance.instance,
    "best" in placement ? placement.best.computer.computer : placement.reasons[0]?.reason,
  ]);

test("who asked first is served first, and no partition is given twice", () => {
  expect(said(plan([young, twin, old], aView([anOffer()], [twoFree])))).toEqual([
    ["INST-B", "COMP-1"],
    ["INST-C", "COMP-1"],
    ["INST-A", "computer-full"],
  ]);
});

test("when the cheapest computer is given out, the next one takes over", () => {
  const offers = [anOffer(), anOffer({ offer: "OFFER-2", computers: ["COMP-2"], hourly: "9" })];
  const computers = [aComputer(), aComputer({ computer: "COMP-2" })];
  expect(said(plan([old, twin], aView(offers, computers)))).toEqual([
    ["INST-B", "COMP-1"],
    ["INST-C", "COMP-2"],
  ]);
});

test("planning leaves the view as it was", () => {
  const view = aView([anOffer()], [twoFree]);
  plan([old, twin], view);
  expect(view).toEqual(aView([anOffer()], [twoFree]));
});
