/** `partita amend`: changes some of what was wished of an instance, and leaves the rest. */
import type { Conditions } from "@partita/schemas";
import { askStatus } from "#cli/instances.ts";
import { currency, namedTexts } from "#cli/option-value.ts";
import { UsageError } from "#cli/usage-error.ts";
import { type Call, defineVerb, type Options } from "#cli/verb.ts";

const options = {
  software: { value: "url", says: "Another software release." },
  type: { value: "name", says: "Another software type." },
  parameter: { value: "name=value", many: true, says: "A parameter; the others stay." },
  region: { value: "region", says: "Only there: europe, or europe/france." },
  "max-price": { value: "amount", says: "The most it may cost per hour: 4.00." },
  currency: { value: "code", says: "Currency of --max-price: EUR, USD or JPY. Default: EUR." },
} as const satisfies Options;

type Calling = Call<typeof options>;

export const amend = defineVerb({
  name: "amend",
  says: "Change some of what was wished of an instance, and leave the rest.",
  details: ["Refused when somebody else changed it meanwhile: look again, and decide again."],
  operands: [{ name: "instance", says: "An instance's reference or title." }],
  options,
  identity: "person:ada",
  examples: ["partita amend my-guestbook --parameter greeting=Hello"],
  run: async (call) => {
    const { master, operands, show } = call;
    const { instance: seen } = await askStatus(master, operands[0] ?? "");
    const { instance, revision, parameters, conditions } = seen;
    const acknowledgement = await master.send("amend-instance", {
      detail: { instance, revision, ...changesOf(call, { parameters, conditions }) },
    });
    const news = acknowledgement.movements.length === 0 ? " (it was so already)" : "";
    show(acknowledgement, () => `${instance} was amended${news}`);
    return "done";
  },
});

type Past = { readonly parameters: Record<string, string>; readonly conditions: Conditions };

function changesOf({ options: given }: Calling, past: Past) {
  const { software, type, parameter, region, "max-price": amount } = given;
  const price = amount && { amount, currency: currency("currency", given.currency) };
  const conditions = { ...(region && { region }), ...(price && { max_price: price }) };
  const changes = {
    ...(software !== undefined && { softwareRelease: software }),
    ...(type !== undefined && { softwareType: type }),
    ...(parameter.length > 0 && {
      parameters: { ...past.parameters, ...namedTexts("parameter", parameter) },
    }),
    ...(Object.keys(conditions).length > 0 && {
      conditions: { ...past.conditions, ...conditions },
    }),
  };
  if (Object.keys(changes).length > 0) return changes;
  throw new UsageError("amend needs to know what changes: --parameter name=value, say.");
}
