/** `partita offer`: publishes, amends, withdraws and lists offers. */
import type { Acknowledgement, OpenOffer, Prices } from "@partita/schemas";
import { action, operandOf } from "#cli/action.ts";
import { offerTable } from "#cli/market-text.ts";
import { currency, instant, required } from "#cli/option-value.ts";
import { UsageError } from "#cli/usage-error.ts";
import { type Call, defineVerb, type Options } from "#cli/verb.ts";

const options = {
  computer: { value: "computer", many: true, says: "A computer whose partitions are offered." },
  hourly: { value: "price", says: "Price of an hour of hosting: 3.60." },
  "cpu-second": { value: "price", says: "Price of a CPU second." },
  "memory-gib-hour": { value: "price", says: "Price of a GiB of memory for an hour." },
  "disk-gib-hour": { value: "price", says: "Price of a GiB of disk for an hour." },
  currency: { value: "code", says: "EUR, USD or JPY. Default: EUR." },
  software: { value: "url", says: "For this software release only." },
  "valid-until": { value: "instant", says: "Off the market from then on: 2026-12-31." },
} as const satisfies Options;

type Offering = Call<typeof options>;

export const offer = defineVerb({
  name: "offer",
  says: "Publish, amend, withdraw or list offers of partitions.",
  details: [
    "amend: what is not given stays as it is, and so do prices that were agreed on already.",
  ],
  operands: [
    { name: "action", says: "publish, amend, withdraw or list. Default: list.", optional: true },
    { name: "offer", says: "For amend and withdraw: OFFER-…", optional: true },
  ],
  options,
  identity: "organisation:hoster",
  examples: [
    "partita offer publish --computer COMP-1 --hourly 3.60 --cpu-second 0.01 \\\n" +
      "    --memory-gib-hour 0.02 --disk-gib-hour 0.001",
    "partita offer amend OFFER-0000000001 --hourly 3.20",
    "partita offer withdraw OFFER-0000000001",
  ],
  run: async (call) => {
    await action(call, "list", { publish, amend, withdraw, list });
    return "done";
  },
});

async function publish(call: Offering): Promise<void> {
  const acknowledgement = await call.master.send("publish-offer", { detail: terms(call.options) });
  say(call, acknowledgement, `published ${acknowledgement.subject}`);
}

async function amend(call: Offering): Promise<void> {
  const reference = operandOf(call, "amend", "offer");
  const { offers } = await call.master.ask("open-offers", {});
  const past = offers.find((candidate) => candidate.offer === reference);
  if (past === undefined) throw new UsageError(`No offer ${reference} is on the market.`);
  const sending = { to: { offer: reference }, detail: terms(call.options, past) };
  say(call, await call.master.send("amend-offer", sending), `amended ${reference}`);
}

async function withdraw(call: Offering): Promise<void> {
  const reference = operandOf(call, "withdraw", "offer");
  const sending = { to: { offer: reference }, detail: {} };
  say(call, await call.master.send("withdraw-offer", sending), `withdrew ${reference}`);
}

async function list({ master, show }: Offering): Promise<void> {
  const answer = await master.ask("open-offers", {});
  show(answer, () => offerTable(answer.offers));
}

function say(call: Offering, acknowledgement: Acknowledgement, text: string): void {
  call.show(acknowledgement, () => text);
}

function terms(given: Offering["options"], past?: OpenOffer) {
  const computers = given.computer.length > 0 ? [...given.computer] : past?.computers;
  const softwareRelease = given.software ?? past?.softwareRelease;
  const validUntil = instant("valid-until", given["valid-until"]) ?? past?.validUntil;
  return {
    computers: computers ?? required("computer", "computer"),
    prices: pricesOf(given, past?.prices),
    ...(softwareRelease !== undefined && { softwareRelease }),
    ...(validUntil !== undefined && { validUntil }),
  };
}

function pricesOf(given: Offering["options"], past?: Prices): Prices {
  const price = (resource: keyof Prices["usage"]) =>
    given[resource] ?? past?.usage[resource] ?? required(resource, "price");
  return {
    currency: currency("currency", given.currency ?? past?.currency),
    hourly: given.hourly ?? past?.hourly ?? required("hourly", "price"),
    usage: {
      "cpu-second": price("cpu-second"),
      "memory-gib-hour": price("memory-gib-hour"),
      "disk-gib-hour": price("disk-gib-hour"),
    },
  };
}
