/** The name under which the server keeps a statement prepared: the same for the same text. */
import { digestOf } from "@partita/schemas";

/** PostgreSQL cuts names off at 63. */
const nameCharacters = 40;

export function statementName(text: string): string {
  return digestOf(text).slice(0, nameCharacters);
}
