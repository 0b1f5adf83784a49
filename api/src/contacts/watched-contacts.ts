/** Contacts that say when a text changes, so that no remembered answer shows the one before. */
import { itemId } from "@partita/schemas";
import type { Contacts } from "#api/contacts/contacts.ts";
import type { Changes } from "#api/remembered/changes.ts";

/** Texts remembered to compare with; one that is forgotten counts as changed when told again. */
const textsMax = 200_000;

export function watchedContacts(
  contacts: Contacts,
  { touch }: Pick<Changes, "touch">,
  limit = textsMax,
): Contacts {
  const texts = new Map<string, string>();
  return {
    note: (told) => {
      contacts.note(told);
      const { reference, text } = told;
      if (texts.get(reference) === text) return;
      texts.delete(reference);
      texts.set(reference, text);
      const [oldest] = texts.keys();
      if (texts.size > limit && oldest !== undefined) texts.delete(oldest);
      touch(itemId(reference.startsWith("INST-") ? "instance" : "computer", reference));
    },
    find: (references) => contacts.find(references),
  };
}
