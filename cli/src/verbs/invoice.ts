/** `partita invoice`: lists and shows invoices; closes a period, so that they follow; balances. */
import type { NodeId } from "@partita/schemas";
import { action, operandOf } from "#cli/action.ts";
import { balanceTable } from "#cli/balance-text.ts";
import { invoiceTable, invoiceText } from "#cli/invoice-text.ts";
import { instant } from "#cli/option-value.ts";
import { type Call, defineVerb, type Options } from "#cli/verb.ts";

const options = {
  until: { value: "instant", says: "For close: end of the period. Default: now." },
} as const satisfies Options;

type Question = Call<typeof options>;

export const invoice = defineVerb({
  name: "invoice",
  says: "Show invoices and balances, or close a period so that invoices are issued.",
  operands: [
    { name: "action", says: "list, show, close or balance. Default: list.", optional: true },
    {
      name: "subject",
      says: "For show: the invoice. For close and balance: the organisation, unless it is you.",
      optional: true,
    },
  ],
  options,
  moments: "any",
  identity: "organisation:hoster",
  examples: [
    "partita invoice",
    "partita invoice show INV-0000000001",
    "partita invoice close organisation:hoster --until 2026-02-01",
    "partita invoice balance",
  ],
  run: async (call) => {
    await action(call, "list", { list, show, close, balance });
    return "done";
  },
});

async function list({ master, show }: Question): Promise<void> {
  const answer = await master.ask("issued-invoices", {});
  show(answer, () => invoiceTable(answer.invoices));
}

async function show(call: Question): Promise<void> {
  const reference = operandOf(call, "show", "invoice");
  const answer = await call.master.ask("issued-invoice", { invoice: reference });
  call.show(answer, () => invoiceText(answer.invoice));
}

async function balance({ master, operands, identity, show }: Question): Promise<void> {
  // The API refuses what is no organisation, and says what one looks like.
  const organisation = (operands[1] ?? identity) as NodeId;
  const answer = await master.ask("account-balance", { organisation });
  show(answer, () => balanceTable(answer.balances));
}

async function close(call: Question): Promise<void> {
  const organisation = call.operands[1] ?? call.identity;
  const stopsAt = instant("until", call.options.until);
  const detail = stopsAt === undefined ? {} : { stopsAt };
  const answer = await call.master.send("close-period", { to: { organisation }, detail });
  const until = stopsAt ?? "now";
  call.show(answer, () => `closed the period of ${organisation} up to ${until}; invoices follow`);
}
