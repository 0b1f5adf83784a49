import type { CommandKind, NodeId } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import { ask } from "@partita/schemas/testing/ask.ts";
import { expect, test } from "vitest";
import { decide } from "#ledger/decider.ts";
import { offer } from "#ledger/offer/offer.ts";
import { given } from "#ledger/testing/given.ts";

type Kind = Extract<CommandKind, "publish-offer" | "amend-offer" | "withdraw-offer">;
type Changes = { readonly actor?: NodeId; readonly at?: string; readonly detail?: object };

const seller = "organisation:hoster";
const wish = (kind: Kind, changes: Changes = {}) =>
  ask(kind, { streamId: "OFFER-0000000001", actor: seller, ...changes });
const usage = { "cpu-second": "0.01", "memory-gib-hour": "0.02", "disk-gib-hour": "0.001" };
const dearer = { currency: "EUR", hourly: "7.2", usage } as const;
const february = "2026-02-01T00:00:00.000Z";

test("a published offer is its seller's, and valid from now on", () =>
  given(offer)
    .when(wish("publish-offer"))
    .then({
      kind: "offer-published",
      unitPrice: "3.6",
      currency: "EUR",
      source: seller,
      detail: { offer: "OFFER-0000000001", seller, validFrom: "2026-01-01T00:00:00.000Z" },
    }));

test("a computer named twice is offered once", () =>
  given(offer)
    .when(wish("publish-offer", { detail: { computers: ["COMP-1", "COMP-2", "COMP-1"] } }))
    .then({ kind: "offer-published", detail: { computers: ["COMP-1", "COMP-2"] } }));

test("a computer sells nothing itself", () =>
  given(offer)
    .when(ask("publish-offer", { actor: "computer:COMP-1" }))
    .thenRefused("not-yours"));

test.each(["2025-12-31T00:00:00.000Z", "2026-01-01T00:00:00.000Z"])(
  "an offer valid from the start of 2026 until %s is empty",
  (validUntil) =>
    given(offer)
      .when(wish("publish-offer", { detail: { validUntil } }))
      .thenRefused("validity-empty"),
);

test("an offer may start later and end later still", () =>
  given(offer)
    .when(
      wish("publish-offer", {
        detail: { validFrom: february, validUntil: "2026-03-01T00:00:00.000Z" },
      }),
    )
    .then({ kind: "offer-published", detail: { validFrom: february } }));

test("new terms hold from now on", () =>
  given(offer, a("offer-published"))
    .when(wish("amend-offer", { at: february, detail: { prices: dearer } }))
    .then({
      kind: "offer-amended",
      unitPrice: "7.2",
      detail: { prices: dearer, validFrom: february },
    }));

test("the same terms again change nothing", () =>
  given(offer, a("offer-published"))
    .when(wish("amend-offer", { at: february }))
    .thenNothing());

test("publishing an offer twice changes nothing", () =>
  given(offer, a("offer-published"))
    .when(wish("publish-offer", { at: february }))
    .thenNothing());

test("terms that were to hold later hold now when they are amended without a date", () =>
  given(offer, a("offer-published", { detail: { validFrom: february } }))
    .when(wish("amend-offer"))
    .then({ kind: "offer-amended", detail: { validFrom: "2026-01-01T00:00:00.000Z" } }));

test("an amendment that ends before it begins is refused", () =>
  given(offer, a("offer-published"))
    .when(wish("amend-offer", { at: february, detail: { validUntil: february } }))
    .thenRefused("validity-empty"));

test("what is withdrawn is off the market, once", () => {
  given(offer, a("offer-published"))
    .when(wish("withdraw-offer"))
    .then({
      kind: "offer-withdrawn",
      state: "cancelled",
      detail: { offer: "OFFER-0000000001" },
    });
  given(offer, a("offer-published"), a("offer-withdrawn"))
    .when(wish("withdraw-offer"))
    .thenNothing();
});

test("a withdrawn offer is not amended", () =>
  given(offer, a("offer-published"), a("offer-withdrawn"))
    .when(wish("amend-offer", { detail: { prices: dearer } }))
    .thenRefused("offer-withdrawn-already"));

test.each(["amend-offer", "withdraw-offer"] as const)(
  "%s needs an offer, and its seller",
  (kind) => {
    given(offer).when(wish(kind)).thenRefused("no-such-offer");
    const stranger = wish(kind, { actor: "organisation:other" });
    given(offer, a("offer-published")).when(stranger).thenRefused("not-yours");
  },
);

test("an amendment counts from the terms amended last", () => {
  const amended = a("offer-amended", { detail: { prices: dearer } });
  const again = wish("amend-offer", { at: february, detail: { prices: dearer } });
  expect(decide(offer, [a("offer-published"), amended], again)).toEqual({ movements: [] });
});
