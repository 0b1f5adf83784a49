import { expect, test } from "vitest";
import { memoryContacts } from "#api/contacts/memory-contacts.ts";
import { watchedContacts } from "#api/contacts/watched-contacts.ts";

test("a text that changes touches its instance, one that stays does not", async () => {
  const touched: string[] = [];
  const touch = (thing: string) => void touched.push(thing);
  const contacts = watchedContacts(memoryContacts(), { touch }, 1);
  const tell = (reference: string, text: string) => contacts.note({ reference, text, at: "now" });
  tell("INST-1", "#access fine");
  tell("INST-1", "#access fine");
  tell("INST-1", "#error broken");
  tell("COMP-1", "#access COMP-1");
  // Forgotten meanwhile.
  tell("INST-1", "#error broken");
  expect(touched).toEqual([
    "instance:INST-1",
    "instance:INST-1",
    "computer:COMP-1",
    "instance:INST-1",
  ]);
  expect((await contacts.find(["INST-1"])).get("INST-1")?.text).toBe("#error broken");
});
