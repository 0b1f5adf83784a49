/** `partita enrol`: lets somebody get a certificate with a token, once; lists and takes back. */
import { action, operandOf } from "#cli/action.ts";
import { expiryOf, handingOptions, handOut } from "#cli/handed-out.ts";
import { holderOf } from "#cli/holder.ts";
import { enrolmentTable } from "#cli/identity-text.ts";
import { newSecret } from "#cli/secret.ts";
import { type Call, defineVerb, type Options } from "#cli/verb.ts";

const options = {
  hours: { value: "hours", says: "How long it may be used. Default: 24." },
  role: { value: "role", says: "As what the certificate acts. Default: as its holder." },
  ...handingOptions,
} as const satisfies Options;

type Calling = Call<typeof options>;

export const enrol = defineVerb({
  name: "enrol",
  says: "Let somebody get a certificate with a token, once.",
  details: [
    "Give the token to the agent (--enrolment-file), or to partita certificate get. A computer " +
      "that is not registered yet gets one by partita computer token.",
  ],
  operands: [
    { name: "action", says: "new, list or revoke. Default: list.", optional: true },
    {
      name: "subject",
      says: "For new: whom, computer:COMP-1. For revoke: ENROL-…",
      optional: true,
    },
  ],
  options,
  identity: "organisation:hoster",
  examples: [
    "partita enrol new computer:COMP-1 --file enrolment",
    "partita enrol list",
    "partita enrol revoke ENROL-0000000001",
  ],
  run: async (call) => {
    await action(call, "list", { new: make, list, revoke });
    return "done";
  },
});

async function make(call: Calling): Promise<void> {
  const { hours = "24", role, file } = call.options;
  const whose = holderOf(operandOf(call, "new", "identity"), role);
  const { token, tokenHash } = newSecret();
  const expiresAt = expiryOf("hours", hours, call.world);
  const acknowledgement = await call.master.send("issue-enrolment", {
    detail: { ...whose, purpose: "certificate", tokenHash, expiresAt },
  });
  const says = `with this, ${whose.holder} gets a certificate, once, until ${expiresAt}`;
  handOut({ ...call, file, token, acknowledgement, says });
}

async function list({ master, show }: Calling): Promise<void> {
  const answer = await master.ask("enrolments", {});
  show(answer, () => enrolmentTable(answer.enrolments));
}

async function revoke(call: Calling): Promise<void> {
  const reference = operandOf(call, "revoke", "enrolment");
  const sending = { to: { enrolment: reference }, detail: { enrolment: reference } };
  const acknowledgement = await call.master.send("revoke-enrolment", sending);
  call.show(acknowledgement, () => `${reference} is worth nothing any more`);
}
