/** `partita request`: asks for an instance, or changes what was asked for. */
import type { Acknowledgement, Conditions, InstanceStatus } from "@partita/schemas";
import { awaitPhase } from "#cli/await-phase.ts";
import { instanceText } from "#cli/instance-text.ts";
import { findByTitle } from "#cli/instances.ts";
import { choice, currency, namedTexts, seconds } from "#cli/option-value.ts";
import { UsageError } from "#cli/usage-error.ts";
import { type Call, defineVerb, type Options } from "#cli/verb.ts";

const options = {
  software: {
    value: "url",
    says: "Its software release. May be left out for an instance that exists.",
  },
  type: { value: "name", says: "Software type. Default: default." },
  region: { value: "region", says: "Only there: europe, or europe/france." },
  computer: { value: "computer", says: "On this computer and no other." },
  "max-price": { value: "amount", says: "The most it may cost per hour: 4.00." },
  currency: { value: "code", says: "Currency of --max-price: EUR, USD or JPY. Default: EUR." },
  parameter: { value: "name=value", many: true, says: "A parameter of the instance." },
  state: { value: "state", says: "started, stopped or destroyed. Default: started." },
  wait: { says: "Wait until it is what was asked for." },
  timeout: { value: "seconds", says: "Wait at most this long, then exit with 4. Default: 120." },
} as const satisfies Options;

type Wish = Call<typeof options>;

export const request = defineVerb({
  name: "request",
  says: "Ask for an instance, or change what you asked for.",
  details: [
    "Asking again with the same title changes the same instance.",
    "Without --software, what is not given stays as it is: so one stops or destroys an instance.",
  ],
  operands: [{ name: "title", says: "What you call the instance." }],
  options,
  identity: "person:ada",
  examples: [
    "partita request my-guestbook --software https://…/software.json --max-price 4.00 --wait",
    "partita request my-guestbook --state destroyed --wait",
  ],
  run: async (call) => {
    const acknowledgement = await send(call);
    if (call.options.wait) return wait(call, acknowledgement);
    call.show(acknowledgement, () => textOf(acknowledgement));
    return "done";
  },
});

async function send(call: Wish): Promise<Acknowledgement> {
  const title = call.operands[0] ?? "";
  const past =
    call.options.software === undefined ? await findByTitle(call.master, title) : undefined;
  const { type, parameter } = call.options;
  return call.master.send("request-instance", {
    detail: {
      title,
      softwareRelease: call.options.software ?? past?.softwareRelease ?? unknown(title),
      softwareType: type ?? past?.softwareType ?? "default",
      state: stateOf(call),
      parameters: { ...past?.parameters, ...namedTexts("parameter", parameter) },
      conditions: { ...past?.conditions, ...conditionsOf(call.options) },
      ...requesterOf(past),
    },
  });
}

function unknown(title: string): never {
  throw new UsageError(`No instance is called "${title}"; to request one, add --software <url>.`);
}

function conditionsOf({
  region,
  computer,
  "max-price": amount,
  ...rest
}: Wish["options"]): Conditions {
  const price = amount && { amount, currency: currency("currency", rest.currency) };
  return {
    ...(region !== undefined && { region }),
    ...(computer !== undefined && { computer_guid: computer }),
    ...(price && { max_price: price }),
  };
}

/** A child is asked for in the name of the instance that requested it. */
function requesterOf(past: InstanceStatus | undefined): { readonly requester?: string } {
  return past?.requester === undefined ? {} : { requester: past.requester };
}

function stateOf({ options: { state } }: Wish) {
  return choice("state", state ?? "started", ["started", "stopped", "destroyed"]);
}

async function wait(call: Wish, { instance, subject }: Acknowledgement) {
  const millisecondsMax = 1000 * seconds("timeout", call.options.timeout ?? "120");
  const waiting = {
    instance: instance?.instance ?? subject,
    state: stateOf(call),
    millisecondsMax,
  };
  const { answer, reached } = await awaitPhase(call, waiting);
  call.show(answer, () => instanceText(answer.instance));
  if (reached) return "done";
  call.world.tell("Not yet; it goes on without us. Look again: partita status");
  return answer.instance.phase === "failed" ? "refused" : "timeout";
}

function textOf({ instance, subject }: Acknowledgement): string {
  return instance === undefined ? `requested: ${subject}` : instanceText(instance);
}
