/** When a certificate is to be renewed: from two thirds of its life on. */
import { instantOf, millisecondsBetween } from "@partita/schemas";

type Life = { readonly notBefore: string; readonly notAfter: string };

/** The last third is for whoever could not reach the Master when it tried first. */
const dueAfter = 2 / 3;

export function dueFrom({ notBefore, notAfter }: Life): string {
  const life = millisecondsBetween(notBefore, notAfter);
  return instantOf(Date.parse(notBefore) + Math.floor(life * dueAfter));
}

export function isDueAt(life: Life, now: string): boolean {
  return now >= dueFrom(life);
}
