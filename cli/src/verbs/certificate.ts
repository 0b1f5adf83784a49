/** `partita certificate`: gets, renews, lists and revokes certificates; keys are made here. */
import { createPrivateKey } from "node:crypto";
import { csrOf, makeCsr } from "@partita/certificates/adapters/make-csr.ts";
import { RevocationReason } from "@partita/schemas";
import { action, operandOf } from "#cli/action.ts";
import { holderOf } from "#cli/holder.ts";
import { certificateTable } from "#cli/identity-text.ts";
import { choice, required } from "#cli/option-value.ts";
import { keptFile, moveFile, readFile, writeFile } from "#cli/secret.ts";
import { UsageError } from "#cli/usage-error.ts";
import { type Call, defineVerb, type Options } from "#cli/verb.ts";

const options = {
  enrolment: { value: "path", says: "For get: a file with the token of an enrolment." },
  out: {
    value: "path",
    says: "For get: writes <path>.key, <path>.pem and <path>.roots.pem. Default: partita.",
  },
  title: { value: "title", says: "For get: register a new computer, and call it so." },
  region: { value: "region", says: "For get with --title: where it stands, europe/france." },
  for: { value: "identity", says: "For list: whose. For revoke all: whose." },
  reason: { value: "reason", says: `For revoke: ${RevocationReason.enum.join(", ")}.` },
} as const satisfies Options;

type Calling = Call<typeof options>;

export const certificate = defineVerb({
  name: "certificate",
  says: "Get, renew, list and revoke certificates; the key is made here and stays here.",
  details: [
    "get uses up the token of an enrolment (partita enrol, partita computer token). renew shows " +
      "the certificate (--cert, --cert-key) and writes the next one over it, for the same key.",
  ],
  operands: [
    { name: "action", says: "list, get, renew or revoke. Default: list.", optional: true },
    { name: "certificate", says: "For revoke: its serial number, or all.", optional: true },
  ],
  options,
  identity: "organisation:hoster",
  examples: [
    "partita certificate get --enrolment enrolment --out computer",
    "partita certificate renew --cert computer.pem --cert-key computer.key",
    "partita certificate revoke 7f3a9c0000000001 --reason keyCompromise",
  ],
  run: async (call) => {
    await action(call, "list", { list, get, renew, revoke });
    return "done";
  },
});

async function list({ master, options: { for: whose }, show }: Calling): Promise<void> {
  const answer = await master.ask(
    "certificates",
    whose === undefined ? {} : { holder: holderOf(whose, undefined).holder },
  );
  show(answer, () => certificateTable(answer.certificates));
}

async function get(call: Calling): Promise<void> {
  const {
    enrolment = required("enrolment", "path"),
    out = "partita",
    title,
    region,
  } = call.options;
  const token = readFile(enrolment, "file of the enrolment").trim();
  const computer = title === undefined ? undefined : { title, ...(region && { region }) };
  const name = title ?? "partita";
  // With the same key the Master answers again, should the answer get lost; until it has answered,
  // the key that may be there goes on with its certificate.
  const asked = `${out}.key.asked`;
  const key = await keptFile(asked, async () => (await makeCsr(name)).key);
  const answer = await call.issuer.request(csrOf(createPrivateKey(key), name), token, computer);
  writeFile(`${out}.pem`, `${answer.certificate}${answer.chain}`, { secret: false });
  moveFile(asked, `${out}.key`);
  writeFile(`${out}.roots.pem`, answer.roots, { secret: false });
  const { holder, serial, notAfter } = answer;
  const says = `certificate ${serial} of ${holder}, good until ${notAfter}`;
  call.show(answer, () => `${says}\n${out}.pem, ${out}.key, roots: ${out}.roots.pem`);
}

async function renew(call: Calling): Promise<void> {
  const { cert, key } = shownFiles(call);
  const csr = csrOf(createPrivateKey(readFile(key, "key")), "partita");
  const answer = await call.renewer.renew(csr);
  writeFile(cert, `${answer.certificate}${answer.chain}`, { secret: false });
  call.show(answer, () => `${cert} is good until ${answer.notAfter}`);
}

/** The files that the connection shows are those that are renewed. */
function shownFiles({ shown }: Calling) {
  if (shown.cert !== undefined && shown.key !== undefined)
    return { cert: shown.cert, key: shown.key };
  throw new UsageError("renew needs the certificate and its key: --cert <path> --cert-key <path>.");
}

async function revoke(call: Calling): Promise<void> {
  const reference = operandOf(call, "revoke", "certificate");
  const { for: whose, reason } = call.options;
  const detail = {
    certificate: reference,
    ...(whose !== undefined && { holder: holderOf(whose, undefined).holder }),
    ...(reason !== undefined && { reason: choice("reason", reason, RevocationReason.enum) }),
  };
  const acknowledgement = await call.master.send("revoke-certificate", { detail });
  call.show(acknowledgement, () => `revoked ${reference}; nobody gets in with it any more`);
}
