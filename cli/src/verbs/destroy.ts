/** `partita destroy`: destroys an instance by its title or reference. */
import { referenceOf } from "#cli/instances.ts";
import { defineVerb } from "#cli/verb.ts";

export const destroy = defineVerb({
  name: "destroy",
  says: "Destroy an instance, and all that it requested; what it holds is gone.",
  operands: [{ name: "instance", says: "An instance's reference or title." }],
  options: {},
  identity: "person:ada",
  examples: ["partita destroy my-guestbook"],
  run: async ({ master, operands: [name = ""], show }) => {
    const instance = await referenceOf(master, name);
    const acknowledgement = await master.send("destroy-instance", { detail: { instance } });
    const news = acknowledgement.movements.length === 0 ? " (it was so already)" : "";
    show(acknowledgement, () => `${instance} shall be destroyed, and all that it requested${news}`);
    return "done";
  },
});
