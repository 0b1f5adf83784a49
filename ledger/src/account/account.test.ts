import { type Command, deriveReference, type InvoiceLine } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import { ask } from "@partita/schemas/testing/ask.ts";
import { describe, test } from "vitest";
import { given } from "#ledger/testing/given.ts";
import { account } from "./account.ts";

const hoster = "organisation:hoster";
const january = "2026-02-01T00:00:00.000Z";
const february = "2026-03-01T00:00:00.000Z";
const now = "2026-03-02T00:00:00.000Z";

function line(changes: Partial<InvoiceLine> = {}): InvoiceLine {
  return {
    instance: "INST-A",
    title: "my-guestbook",
    softwareRelease: "https://software.example/guestbook.json",
    award: "award-a/0",
    resource: "cpu-second",
    quantity: "1",
    unitPrice: "1",
    amount: "1.00",
    startsAt: "2026-01-01T00:00:00.000Z",
    stopsAt: "2026-01-01T01:00:00.000Z",
    movements: [],
    ...changes,
  };
}

function closePeriod(stopsAt?: string) {
  const detail = stopsAt === undefined ? {} : { stopsAt };
  return ask("close-period", { streamId: hoster, at: now, detail });
}

function issueInvoice(detail: Partial<Command<"issue-invoice">["detail"]> = {}) {
  const lines = detail.lines ?? [line()];
  return ask("issue-invoice", {
    streamId: hoster,
    at: now,
    detail: { closing: "january/0", lines, total: `${lines.length}.00`, ...detail },
  });
}

const closed = (id: string, stopsAt: string) => a("period-closed", { id, detail: { stopsAt } });
const issued = (lines: InvoiceLine[], changes = {}) =>
  a("invoice-issued", { detail: { buyer: "person:ada", stopsAt: january, lines, ...changes } });

describe("close-period", () => {
  test("closes up to now when no instant is given", () => {
    given(account)
      .when(closePeriod())
      .then({ kind: "period-closed", stopsAt: now, detail: { seller: hoster, stopsAt: now } });
  });

  test("starts where the last period stopped", () => {
    given(account, closed("january/0", january))
      .when(closePeriod(february))
      .then({ kind: "period-closed", detail: { startsAt: january, stopsAt: february } });
  });

  test("is refused before the period is over", () => {
    given(account).when(closePeriod("2026-03-02T00:00:00.001Z")).thenRefused("period-not-over");
  });

  test.each([january, "2026-01-15T00:00:00.000Z"])("is refused again up to %s", (stopsAt) => {
    given(account, closed("january/0", january))
      .when(closePeriod(stopsAt))
      .thenRefused("period-closed-already");
  });
});

describe("issue-invoice", () => {
  test("issues a numbered invoice and posts its total from revenue to receivable", () => {
    const invoice = deriveReference("INV", hoster, "january/0", "person:ada", "EUR");
    given(account, closed("january/0", january))
      .when(issueInvoice())
      .then(
        {
          kind: "invoice-issued",
          destinationSection: "person:ada",
          items: [`invoice:${invoice}`],
          detail: { invoice, number: 1, seller: hoster, stopsAt: january, total: "1.00" },
        },
        {
          kind: "amount-posted",
          resource: "EUR",
          quantity: "1.00",
          source: "account:revenue",
          destination: "account:receivable",
          sourceSection: hoster,
          destinationSection: hoster,
          detail: { invoice, memo: "Invoice 1 to person:ada" },
        },
      );
  });

  test("counts up without a gap, over buyers and periods", () => {
    const first = issued([], { number: 1, buyer: "person:grace" });
    const second = issued([], { number: 2, buyer: "person:grace", currency: "USD" });
    given(account, closed("january/0", january), first, second)
      .when(issueInvoice())
      .then({ kind: "invoice-issued", detail: { number: 3 } }, "amount-posted");
  });

  test("asked again for the same closing, buyer and currency changes nothing", () => {
    given(account, closed("january/0", january), issued([line()]))
      .when(issueInvoice({ lines: [line({ movements: ["late/0"] })] }))
      .thenNothing();
  });

  test("follows a closing of this account, and no other", () => {
    given(account, closed("january/0", january))
      .when(issueInvoice({ closing: "february/0" }))
      .thenRefused("no-such-closing");
  });

  test("has lines that sum to its total", () => {
    given(account, closed("january/0", january))
      .when(issueInvoice({ total: "1.01" }))
      .thenRefused("lines-do-not-sum");
  });

  test("bills nothing that an earlier invoice billed", () => {
    const before = issued([line({ movements: ["u/0"] })], { buyer: "person:grace" });
    given(account, closed("january/0", january), before)
      .when(issueInvoice({ lines: [line({ movements: ["v/0", "u/0"] })] }))
      .thenRefused("usage-billed-already");
  });
});
