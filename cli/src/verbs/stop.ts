/** `partita stop`: stops an instance by its title or reference. */
import { referenceOf } from "#cli/instances.ts";
import { defineVerb } from "#cli/verb.ts";

export const stop = defineVerb({
  name: "stop",
  says: "Stop an instance, and all that it requested.",
  operands: [{ name: "instance", says: "An instance's reference or title." }],
  options: {},
  identity: "person:ada",
  examples: ["partita stop my-guestbook"],
  run: async ({ master, operands: [name = ""], show }) => {
    const instance = await referenceOf(master, name);
    const acknowledgement = await master.send("stop-instance", { detail: { instance } });
    const news = acknowledgement.movements.length === 0 ? " (it was so already)" : "";
    show(acknowledgement, () => `${instance} shall stop, and all that it requested${news}`);
    return "done";
  },
});
