/** Keeps contacts in the memory of one process: for tests, and as the buffer of what is stored. */
import { afterTelling, type Contact, type Contacts } from "#api/contacts/contacts.ts";

export function memoryContacts(): Contacts {
  const known = new Map<string, Contact>();
  return {
    note: (told) => void known.set(told.reference, afterTelling(known.get(told.reference), told)),
    find: async (references) =>
      new Map(
        references.flatMap((reference) => {
          const contact = known.get(reference);
          return contact === undefined ? [] : [[reference, contact] as const];
        }),
      ),
  };
}
