/** `partita webhook`: has movements sent to an address, and looks after that. */
import { movementKinds } from "@partita/schemas";
import { action, operandOf } from "#cli/action.ts";
import { choice, position, required, seconds } from "#cli/option-value.ts";
import { type Call, defineVerb, type Options } from "#cli/verb.ts";
import { secretText, webhookTable, webhookText } from "#cli/webhook-text.ts";

const formats = ["standard", "cloudevents"] as const;
const kinds = movementKinds.map(({ kind }) => kind);

const options = {
  kind: { value: "kind", many: true, says: "For add: only movements of this kind." },
  format: { value: "envelope", says: `For add: ${formats.join(" or ")}. Default: standard.` },
  after: {
    value: "position",
    says: "For add and rewind: send what follows it. Default for add: from now on.",
  },
  overlap: {
    value: "seconds",
    says: "For rotate: the old secret signs too for so long. Default: a day; 0 if it leaked.",
  },
} as const satisfies Options;

type Calling = Call<typeof options>;

export const webhook = defineVerb({
  name: "webhook",
  says: "Have movements sent to an address, signed; see how far that is.",
  details: [
    "Letters are signed after Standard Webhooks: its libraries verify them with the secret.",
    "add registers an address; secret shows what verifies it, to its owner only; rotate makes a " +
      "new one; rewind sends again; enable goes on after a pause; remove ends it.",
  ],
  operands: [
    {
      name: "action",
      says: "add, list, show, secret, rotate, rewind, enable or remove. Default: list.",
      optional: true,
    },
    { name: "subject", says: "For add: the address. Else: HOOK-…", optional: true },
  ],
  options,
  identity: "organisation:hoster",
  examples: [
    "partita webhook add https://receiver.example/hooks --kind invoice-issued",
    "partita webhook secret HOOK-0000000001",
    "partita webhook show HOOK-0000000001",
    "partita webhook rewind HOOK-0000000001 --after 0",
  ],
  run: async (call) => {
    await action(call, "list", { add, list, show, secret, rotate, rewind, enable, remove });
    return "done";
  },
});

async function add(call: Calling): Promise<void> {
  const { kind, format, after } = call.options;
  const from = position("after", after);
  const acknowledgement = await call.master.send("register-webhook", {
    detail: {
      url: operandOf(call, "add", "address"),
      ...(kind.length > 0 && { kinds: kind.map((one) => choice("kind", one, kinds)) }),
      ...(format !== undefined && { format: choice("format", format, formats) }),
      ...(from !== undefined && { after: from }),
    },
  });
  const { subject } = acknowledgement;
  const next = `partita webhook secret ${subject} shows what verifies it`;
  call.show(acknowledgement, () => `registered ${subject}; ${next}`);
}

async function list({ master, show }: Calling): Promise<void> {
  const answer = await master.ask("webhooks", {});
  show(answer, () => webhookTable(answer.webhooks));
}

async function show(call: Calling): Promise<void> {
  const reference = operandOf(call, "show", "webhook");
  const answer = await call.master.ask("webhook", { webhook: reference });
  call.show(answer, () => webhookText(answer));
}

async function secret(call: Calling): Promise<void> {
  const reference = operandOf(call, "secret", "webhook");
  const answer = await call.master.ask("webhook-secret", { webhook: reference });
  call.show(answer, () => secretText(answer));
}

async function rotate(call: Calling): Promise<void> {
  const reference = operandOf(call, "rotate", "webhook");
  const { overlap } = call.options;
  const detail = overlap === undefined ? {} : { overlapSeconds: seconds("overlap", overlap) };
  const sending = { to: { webhook: reference }, detail };
  const acknowledgement = await call.master.send("rotate-webhook", sending);
  call.show(acknowledgement, () => `${reference} signs with a new secret`);
}

async function rewind(call: Calling): Promise<void> {
  const reference = operandOf(call, "rewind", "webhook");
  const after = position("after", call.options.after) ?? required("after", "position");
  const sending = { to: { webhook: reference }, detail: { after } };
  const acknowledgement = await call.master.send("rewind-webhook", sending);
  call.show(acknowledgement, () => `${reference} sends again what follows position ${after}`);
}

async function enable(call: Calling): Promise<void> {
  const reference = operandOf(call, "enable", "webhook");
  const sending = { to: { webhook: reference }, detail: {} };
  const acknowledgement = await call.master.send("enable-webhook", sending);
  call.show(acknowledgement, () => `${reference} goes on where it stood`);
}

async function remove(call: Calling): Promise<void> {
  const reference = operandOf(call, "remove", "webhook");
  const sending = { to: { webhook: reference }, detail: {} };
  const acknowledgement = await call.master.send("remove-webhook", sending);
  call.show(acknowledgement, () => `removed ${reference}`);
}
