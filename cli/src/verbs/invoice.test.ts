import { anInvoice } from "@partita/schemas/testing/answers.ts";
import { fakeMaster } from "@partita/schemas/testing/fake-master.ts";
import { expect, test } from "vitest";
import { say } from "#cli/testing/say.ts";

test("invoices are listed with their totals", async () => {
  const answer = { invoices: [anInvoice()], position: "30" };
  await using master = await fakeMaster({ "issued-invoices": answer });
  expect((await say(["invoice"], master.url)).printed.split("\n")).toEqual([
    "invoice         number  seller               buyer       total  in   issued",
    "INV-0000000001       1  organisation:hoster  person:ada   3.60  EUR  2026-01-01T01:00:01.000Z",
  ]);
});

test("one invoice shows its lines and its total", async () => {
  const answer = { invoice: anInvoice(), position: "30" };
  await using master = await fakeMaster({ "issued-invoice": answer });
  const { printed } = await say(["invoice", "show", "INV-0000000001"], master.url);
  expect(printed).toMatchSnapshot();
});

test("balance is of the organisation that acts", async () => {
  await using master = await fakeMaster({ "account-balance": { balances: [], position: "30" } });
  const { printed } = await say(["invoice", "balance"], master.url);
  expect(printed).toBe("Nothing was entered into these books.");
  expect(master.heard[0]?.path).toBe("/v1/accounts/organisation%3Ahoster/balances");
});

test("close is for the organisation that acts, unless another is named", async () => {
  const done = { movements: ["m/0"], position: "31", subject: "organisation:hoster" };
  await using master = await fakeMaster({ "close-period": done });
  await say(["invoice", "close"], master.url);
  await say(["invoice", "close", "organisation:other", "--until", "2026-02-01"], master.url);
  expect(master.heard).toMatchObject([
    { path: "/v1/accounts/organisation%3Ahoster/periods", body: {} },
    {
      path: "/v1/accounts/organisation%3Aother/periods",
      body: { stopsAt: "2026-02-01T00:00:00.000Z" },
    },
  ]);
});
