/**
 * Verbs that have actions of their own (`invoice list`, `invoice show`): finds the action by its
 * name.
 */
import { nearest } from "@partita/schemas";
import { UsageError } from "./usage-error.ts";

type Spoken = { readonly operands: readonly string[] };
type Actions<C> = Readonly<Record<string, (call: C) => Promise<void>>>;

/** Runs the action that the first operand names. */
export async function action<C extends Spoken>(
  call: C,
  usual: string,
  actions: Actions<C>,
): Promise<void> {
  const name = call.operands[0] ?? usual;
  const found = Object.entries(actions).find(([candidate]) => candidate === name)?.[1];
  if (found !== undefined) return found(call);
  const known = Object.keys(actions);
  const meant = nearest(name, known);
  const hint = meant === undefined ? `It is one of ${known.join(", ")}.` : `Did you mean ${meant}?`;
  throw new UsageError(`There is no action "${name}". ${hint}`);
}

/** The operand that an action cannot do without. */
export function operandOf({ operands }: Spoken, name: string, operand: string): string {
  const found = operands[1];
  if (found !== undefined) return found;
  throw new UsageError(`${name} needs to know which ${operand}: ${name} <${operand}>.`);
}
