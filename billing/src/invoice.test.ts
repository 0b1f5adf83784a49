import assert from "node:assert/strict";
import type { UsageRow } from "@partita/schemas";
import { describe, test } from "vitest";
import { type Books, invoicesFor } from "./invoice.ts";
import { at, awarded, awardsOf, hosting, issued, prices, usageRow } from "./testing/books.ts";

const closing = { id: "closing/0", seller: "organisation:hoster", stopsAt: at("02:00") } as const;

function bill(usage: readonly UsageRow[], books: Partial<Books> = {}) {
  return invoicesFor(closing, { usage, awards: awardsOf(awarded()), invoices: [], ...books });
}

test("an invoice names each line's instance, price, range and movements", () => {
  const { drafts, refusals } = bill([usageRow("u/0"), hosting(at("00:30"))]);
  assert.deepEqual(refusals, []);
  const named = { instance: "INST-A", title: "my-guestbook", award: "award-a/0" };
  assert.deepEqual(drafts, [
    {
      closing: "closing/0",
      buyer: "person:ada",
      currency: "EUR",
      lines: [
        {
          ...named,
          softwareRelease: "https://software.example/guestbook",
          resource: "software-hosting",
          quantity: "1.500000000",
          unitPrice: "3.6",
          amount: "5.40",
          startsAt: at("00:30"),
          stopsAt: at("02:00"),
          movements: [],
        },
        {
          ...named,
          softwareRelease: "https://software.example/guestbook",
          resource: "cpu-second",
          quantity: "10",
          unitPrice: "0.01",
          amount: "0.10",
          startsAt: at("00:00"),
          stopsAt: at("00:01"),
          movements: ["u/0"],
        },
      ],
      total: "5.50",
    },
  ]);
});

test("what is rounded is the total, and its lines sum to it", () => {
  const rows = ["A", "B", "C"].map((name) =>
    usageRow(`${name}/0`, { instance: `INST-${name}`, quantity: "0.5" }),
  );
  const [draft] = bill(rows).drafts;
  assert.equal(draft?.total, "0.02");
  assert.deepEqual(
    draft?.lines.map(({ amount }) => amount),
    ["0.01", "0.01", "0.00"],
  );
});

test("the order of the rows changes nothing", () => {
  const rows = [
    usageRow("u/0"),
    hosting(at("01:00")),
    hosting(at("00:00"), { stopsAt: at("00:30") }),
    usageRow("v/0", { instance: "INST-B", resource: "disk-gib-hour" }),
  ];
  assert.deepEqual(bill(rows.toReversed()), bill(rows));
});

describe("one invoice", () => {
  const grace = awarded({ award: "award-g/0", buyer: "person:grace", instance: "INST-G" });
  const dollars = awarded({ award: "award-d/0", prices: { ...prices, currency: "USD" } });
  const awards = awardsOf(awarded(), grace, dollars);
  const rows = [
    usageRow("a/0"),
    usageRow("g/0", { award: "award-g/0", instance: "INST-G" }),
    usageRow("d/0", { award: "award-d/0" }),
  ];
  const buyers = (books: Partial<Books>) =>
    bill(rows, { awards, ...books }).drafts.map(({ buyer, currency }) => `${buyer} ${currency}`);

  test("per buyer and currency", () => {
    assert.deepEqual(buyers({}), ["person:ada EUR", "person:grace EUR", "person:ada USD"]);
  });

  test("per closing: usage that came in since waits for the next one", () => {
    const invoices = [issued({ lines: [] }, closing.stopsAt)];
    assert.deepEqual(buyers({ invoices }), ["person:grace EUR", "person:ada USD"]);
  });

  test("of a currency without decimals has none", () => {
    const yen = awarded({ prices: { ...prices, currency: "JPY", hourly: "100.4" } });
    const [draft] = bill([hosting(at("01:00"))], { awards: awardsOf(yen) }).drafts;
    assert.equal(draft?.total, "100");
  });
});

test("nobody who consumed nothing gets an invoice", () => {
  assert.deepEqual(bill([]), { drafts: [], refusals: [] });
});

test("consumption without a known award is named, and the rest is billed", () => {
  const stranger = usageRow("s/0", { award: "award-s/0", instance: "INST-S" });
  const { drafts, refusals } = bill([stranger, usageRow("u/0")]);
  assert.deepEqual(
    drafts.map(({ total }) => total),
    ["0.10"],
  );
  assert.deepEqual(
    refusals.map(({ code, facts }) => [code, facts]),
    [["no-such-award", { instance: "INST-S", award: "award-s/0" }]],
  );
});

describe("own use", () => {
  const own = { seller: "person:ada", buyer: "person:ada" } as const;
  const free = { ...prices, hourly: "0" };
  const others = { instance: "INST-B", award: "award-b/0" } as const;

  test("is on no invoice, however much it is", () => {
    const awards = awardsOf(awarded({ ...own, prices: free }));
    const answer = bill([usageRow("u/0", own), hosting(at("00:30"), own)], { awards });
    assert.deepEqual(answer, { drafts: [], refusals: [] });
  });

  test("leaves what was sold beside it as it is", () => {
    const sold = usageRow("u/1", others);
    const awards = awardsOf(
      awarded({ ...own, prices: free }),
      awarded({ ...others, buyer: "person:ada" }),
    );
    const { drafts } = bill([usageRow("u/0", own), sold], { awards });
    assert.deepEqual(
      drafts.map(({ lines, total }) => [lines.map(({ instance }) => instance), total]),
      [[["INST-B"], "0.10"]],
    );
  });
});
