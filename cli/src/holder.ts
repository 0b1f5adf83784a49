/** Reads whom a token or certificate is for, and as what that one acts. */
import { type ActorId, IdentityRole, type Role } from "@partita/schemas";
import { choice } from "./option-value.ts";
import { UsageError } from "./usage-error.ts";

export type Holder = { readonly holder: ActorId; readonly role: Role };

/** Kinds that have certificates or tokens; the rest of the form is the Master's to judge. */
const form = /^(person|organisation|computer|instance):[A-Za-z0-9]/;

/** The role is the kind of the holder, unless another is given: `--role accountant`. */
export function holderOf(text: string, role: string | undefined): Holder {
  const [, kind] = form.exec(text) ?? [];
  if (kind === undefined)
    throw new UsageError(`${text} is not an identity; one looks like computer:COMP-1.`);
  // Its form was looked at above.
  return { holder: text as ActorId, role: choice("role", role ?? kind, IdentityRole.enum) };
}
