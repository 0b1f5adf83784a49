/** What an agent logged, as far as it is kept: the end, since errors end with their cause. */
import { messageCharactersMax } from "@partita/schemas";

const nul = String.fromCharCode(0);

/** Without what no database keeps: zeros, and halves of characters. */
export function lastWords(log: string): string {
  return log.replaceAll(nul, "").toWellFormed().slice(-messageCharactersMax).toWellFormed();
}
