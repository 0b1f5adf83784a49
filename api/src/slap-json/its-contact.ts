/** A computer that asks what is on it shows that it is there: the one sign that many ever give. */
import { itemId } from "@partita/schemas";
import { accessOf } from "#api/slap/computers.ts";
import type { Called } from "#api/slap-json/json-method.ts";

export function itsContact(
  { ports, identity }: Pick<Called<unknown>, "ports" | "identity">,
  computer: string,
): void {
  if (identity.actor !== itemId("computer", computer)) return;
  ports.contacts.note({ reference: computer, text: accessOf(computer), at: ports.clock() });
}
