/** How an instance is, in the one line that SLAP clients read: what was said, or why it waits. */
import type { InstancePhase, InstanceStatus } from "@partita/schemas";
import type { Contact } from "#api/contacts/contacts.ts";

/** What of an instance its line is made of. */
export type Said = Pick<InstanceStatus, "phase" | "reasons" | "bang" | "message"> & {
  readonly award?: { readonly computer: string };
};

/** What its agent said last; where that is forgotten, or never was, what the log knows. */
export function accessStatus(status: Said, contact: Contact | undefined): string {
  const { bang } = status;
  if (bang !== undefined && (contact === undefined || contact.at < bang.at))
    return bangText(bang.message);
  return contact?.text ?? said[status.phase](status);
}

export function bangText(message: string): string {
  return `#error bang called: ${message}`;
}

/** As SlapOS writes it, its spelling included: people search their logs for it. */
export function errorText(message: string): string {
  return `#error while instanciating: ${message}`;
}

export const startedText = "#access Instance correctly started";
export const stoppedText = "#access Instance correctly stopped";
export const destroyedText = "#access Instance correctly destroyed";

const said: { readonly [phase in InstancePhase]: (status: Said) => string } = {
  requested: () => "#building waits to be placed",
  deferred: ({ reasons }) => `#error waits to be placed: ${whyNot(reasons)}`,
  awarded: ({ award }) => `#building waits for a partition of ${award?.computer}`,
  allocated: ({ award }) => `#building waits for ${award?.computer} to process it`,
  started: () => startedText,
  stopped: () => stoppedText,
  failed: ({ message = "" }) => errorText(message),
  destroyed: () => destroyedText,
};

/** `computer-full (3), wrong-region (1)`: of so many computers or offers. */
function whyNot(reasons: InstanceStatus["reasons"]): string {
  return reasons.map(({ reason, count }) => `${reason} (${count})`).join(", ");
}
