/** `partita computer`: registers by token, and looks after computers of one's own. */
import { AllocationScope } from "@partita/schemas";
import { action, operandOf } from "#cli/action.ts";
import { computerText } from "#cli/computer-text.ts";
import { expiryOf, handingOptions, handOut } from "#cli/handed-out.ts";
import { holderOf } from "#cli/holder.ts";
import { choice } from "#cli/option-value.ts";
import { newSecret } from "#cli/secret.ts";
import { UsageError } from "#cli/usage-error.ts";
import { type Call, defineVerb, type Options } from "#cli/verb.ts";

const options = {
  hours: { value: "hours", says: "For token: how long it may be used. Default: 24." },
  ...handingOptions,
} as const satisfies Options;

type Calling = Call<typeof options>;

export const computer = defineVerb({
  name: "computer",
  says: "Look after a computer: its status, whether it takes instances, bang, loss.",
  details: [
    "token makes what slapos node register --token takes, or partita certificate get --title: a " +
      "new computer of yours, once.",
  ],
  operands: [
    { name: "action", says: "status, scope, bang, lost or token." },
    { name: "computer", says: "Its reference, COMP-1. Not for token.", optional: true },
    {
      name: "what",
      says: "For scope: open, close, close/maintenance … For bang and lost: why.",
      optional: true,
    },
  ],
  options,
  identity: "organisation:hoster",
  examples: [
    "partita computer status COMP-1",
    "partita computer scope COMP-1 close/maintenance",
    'partita computer bang COMP-1 "Reboot"',
    'partita computer lost COMP-1 "its disks burnt"',
    "slapos node register --token $(partita computer token) …",
  ],
  run: async (call) => {
    await action(call, "status", { status, scope, bang, lost, token });
    return "done";
  },
});

async function status(call: Calling): Promise<void> {
  const reference = operandOf(call, "status", "computer");
  const answer = await call.master.ask("computer-status", { computer: reference });
  call.show(answer, () => computerText(answer));
}

async function scope(call: Calling): Promise<void> {
  const reference = operandOf(call, "scope", "computer");
  const wanted = choice("scope", whatOf(call, "scope"), AllocationScope.enum);
  const sending = { to: { computer: reference }, detail: { scope: wanted } };
  const acknowledgement = await call.master.send("set-allocation-scope", sending);
  call.show(acknowledgement, () => `${reference} is ${wanted}`);
}

async function bang(call: Calling): Promise<void> {
  const reference = operandOf(call, "bang", "computer");
  const sending = { to: { computer: reference }, detail: { message: whatOf(call, "bang") } };
  const acknowledgement = await call.master.send("bang-computer", sending);
  call.show(acknowledgement, () => `everything on ${reference} is looked at again`);
}

async function lost(call: Calling): Promise<void> {
  const reference = operandOf(call, "lost", "computer");
  const sending = { to: { computer: reference }, detail: { message: whatOf(call, "lost") } };
  const acknowledgement = await call.master.send("declare-computer-lost", sending);
  call.show(acknowledgement, () => `${reference} is lost; what may move is placed anew`);
}

async function token(call: Calling): Promise<void> {
  const { hours = "24", file } = call.options;
  const { token: text, tokenHash } = newSecret();
  const expiresAt = expiryOf("hours", hours, call.world);
  const whose = holderOf(call.identity, undefined);
  const acknowledgement = await call.master.send("issue-enrolment", {
    detail: { ...whose, purpose: "register-computer", tokenHash, expiresAt },
  });
  const says = `registers one computer of ${whose.holder}, until ${expiresAt}`;
  handOut({ ...call, file, token: text, acknowledgement, says });
}

function whatOf({ operands }: Calling, name: string): string {
  const what = operands[2];
  if (what !== undefined) return what;
  throw new UsageError(`${name} needs to know what: computer ${name} <computer> <what>.`);
}
