/** How long what is issued may last: it ends in the future, and not too far in it. */
import { millisecondsBetween } from "@partita/schemas";

export function isWithin(from: string, to: string, millisecondsMax: number): boolean {
  const milliseconds = millisecondsBetween(from, to);
  return milliseconds > 0 && milliseconds <= millisecondsMax;
}
