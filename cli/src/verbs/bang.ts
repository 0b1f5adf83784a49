/** `partita bang`: has the whole tree of an instance looked at again. */
import { referenceOf } from "#cli/instances.ts";
import { defineVerb } from "#cli/verb.ts";

export const bang = defineVerb({
  name: "bang",
  says: "Something is wrong with an instance: have its whole tree looked at again.",
  operands: [
    { name: "instance", says: "An instance's reference or title." },
    { name: "message", says: "What is wrong; it stands in the log." },
  ],
  options: {},
  identity: "person:ada",
  examples: ['partita bang my-guestbook "the web server does not answer"'],
  run: async ({ master, operands: [name = "", message = ""], show }) => {
    const instance = await referenceOf(master, name);
    const acknowledgement = await master.send("bang-instance", { detail: { instance, message } });
    const news = acknowledgement.movements.length === 0 ? " (it was banged just now)" : "";
    show(acknowledgement, () => `the tree of ${instance} is looked at again${news}`);
    return "done";
  },
});
