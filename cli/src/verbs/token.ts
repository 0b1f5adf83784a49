/** `partita token`: bearer tokens for scripts; made here, known to the Master by their hashes. */
import { action, operandOf } from "#cli/action.ts";
import { expiryOf, handingOptions, handOut } from "#cli/handed-out.ts";
import { holderOf } from "#cli/holder.ts";
import { tokenTable } from "#cli/identity-text.ts";
import { newSecret } from "#cli/secret.ts";
import { type Call, defineVerb, type Options } from "#cli/verb.ts";

const options = {
  scope: {
    value: "scope",
    many: true,
    says: "read, write, or a command or query by its name. Default: read.",
  },
  days: { value: "days", says: "How long it is good. Default: 90." },
  for: { value: "identity", says: "Whose it is. Default: of whoever asks." },
  role: { value: "role", says: "As what it acts: accountant, say. Default: as its holder." },
  ...handingOptions,
} as const satisfies Options;

type Calling = Call<typeof options>;

export const token = defineVerb({
  name: "token",
  says: "Make, list and revoke bearer tokens, for scripts.",
  details: ["The token is made here and shown once; the Master and its log know its hash only."],
  operands: [
    { name: "action", says: "new, list or revoke. Default: list.", optional: true },
    { name: "subject", says: "For new: what you call it. For revoke: TOKEN-…", optional: true },
  ],
  options,
  identity: "person:ada",
  examples: [
    'partita token new "monthly export" --role accountant --as organisation:hoster',
    "partita token list",
    "partita token revoke TOKEN-0000000001",
  ],
  run: async (call) => {
    await action(call, "list", { new: make, list, revoke });
    return "done";
  },
});

async function make(call: Calling): Promise<void> {
  const { scope, days = "90", for: whose = call.identity, role, file } = call.options;
  const title = operandOf(call, "new", "title");
  const { token: text, tokenHash } = newSecret();
  const expiresAt = expiryOf("days", days, call.world);
  const scopes = scope.length === 0 ? ["read"] : [...scope];
  const acknowledgement = await call.master.send("issue-token", {
    detail: { ...holderOf(whose, role), title, tokenHash, scopes, expiresAt },
  });
  const says = `a token of ${whose} for ${scopes.join(", ")}, good until ${expiresAt}`;
  handOut({ ...call, file, token: text, acknowledgement, says });
}

async function list({ master, options: { for: holder }, show }: Calling): Promise<void> {
  const answer = await master.ask("tokens", ofHolder(holder));
  show(answer, () => tokenTable(answer.tokens));
}

async function revoke(call: Calling): Promise<void> {
  const reference = operandOf(call, "revoke", "token");
  const sending = { to: { token: reference }, detail: { token: reference } };
  const acknowledgement = await call.master.send("revoke-token", sending);
  call.show(acknowledgement, () => `revoked ${reference}`);
}

function ofHolder(text: string | undefined) {
  return text === undefined ? {} : { holder: holderOf(text, undefined).holder };
}
