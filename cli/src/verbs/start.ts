/** `partita start`: starts an instance by its title or reference. */
import { referenceOf } from "#cli/instances.ts";
import { defineVerb } from "#cli/verb.ts";

export const start = defineVerb({
  name: "start",
  says: "Start an instance that was stopped; what it requested follows as it asks again.",
  operands: [{ name: "instance", says: "An instance's reference or title." }],
  options: {},
  identity: "person:ada",
  examples: ["partita start my-guestbook"],
  run: async ({ master, operands: [name = ""], show }) => {
    const instance = await referenceOf(master, name);
    const acknowledgement = await master.send("start-instance", { detail: { instance } });
    const news = acknowledgement.movements.length === 0 ? " (it was so already)" : "";
    show(acknowledgement, () => `${instance} shall run${news}`);
    return "done";
  },
});
