/** `partita status`: how instances stand, or what the market has. */
import { instanceTable, instanceText } from "#cli/instance-text.ts";
import { askStatus } from "#cli/instances.ts";
import { computerTable, offerTable } from "#cli/market-text.ts";
import { type Call, defineVerb, type Options } from "#cli/verb.ts";

const options = {
  market: { says: "Show computers with their free partitions, and the offers." },
} as const satisfies Options;

type Question = Call<typeof options>;

export const status = defineVerb({
  name: "status",
  says: "Show all your instances, one of them in full, or the market.",
  operands: [{ name: "instance", says: "An instance's reference or title.", optional: true }],
  options,
  moments: "any",
  identity: "person:ada",
  examples: ["partita status", "partita status my-guestbook", "partita status --market"],
  run: async (call) => {
    const [name] = call.operands;
    if (call.options.market) await showMarket(call);
    else if (name === undefined) await showAll(call);
    else await showOne(call, name);
    return "done";
  },
});

async function showOne({ master, show }: Question, name: string): Promise<void> {
  const answer = await askStatus(master, name);
  show(answer, () => instanceText(answer.instance));
}

async function showAll({ master, show }: Question): Promise<void> {
  const answer = await master.ask("instances", {});
  show(answer, () => instanceTable(answer.instances));
}

async function showMarket({ master, show }: Question): Promise<void> {
  const { computers, position } = await master.ask("free-partitions", {});
  // Asked after the computers had been seen at that position, so the offers are no older than it
  // says.
  const { offers } = await master.ask("open-offers", {}, position);
  const text = () => `${computerTable(computers)}\n\n${offerTable(offers)}`;
  show({ computers, offers, position }, text);
}
