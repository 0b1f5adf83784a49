/** Takes a SLAP caller's command to the ledger: checked like any other, and with a new id. */
import { type CommandKind, commandKinds } from "@partita/schemas";
import type { Acknowledged } from "#api/acknowledge.ts";
import { carryOut } from "#api/carry-out.ts";
import { type Check, checkSchema } from "#api/check-schema.ts";
import type { Ports } from "#api/ports.ts";
import type { Denial } from "#api/problems.ts";
import type { Asking } from "#api/reach.ts";

const checks = new Map<CommandKind, Check>();

/** Denied when the detail is none of this kind: what SLAP carries is text of any sort. */
export async function tell(
  ports: Ports,
  kind: CommandKind,
  asking: Asking,
): Promise<Acknowledged | Denial> {
  const { error } = checkOf(kind)(asking.detail);
  if (error !== undefined) return error.denial;
  return carryOut(ports, { ...asking, kind, commandId: ports.newId() });
}

/** Made when it is first needed: most Masters hear of few kinds over SLAP. */
function checkOf(kind: CommandKind): Check {
  const known = checks.get(kind);
  if (known !== undefined) return known;
  const declared = commandKinds.find((command) => command.kind === kind);
  if (declared === undefined) throw new Error(`this version of the house does not know ${kind}`);
  const made = checkSchema(declared.detail);
  checks.set(kind, made);
  return made;
}
