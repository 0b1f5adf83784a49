/** `partita rename`: gives an instance another title; its reference and its partition stay. */
import { referenceOf } from "#cli/instances.ts";
import { defineVerb } from "#cli/verb.ts";

export const rename = defineVerb({
  name: "rename",
  says: "Give an instance another title; its reference and its partition stay.",
  operands: [
    { name: "instance", says: "An instance's reference or title." },
    { name: "title", says: "What it is called from now on." },
  ],
  options: {},
  identity: "person:ada",
  examples: ["partita rename my-guestbook our-guestbook"],
  run: async ({ master, operands: [name = "", title = ""], show }) => {
    const instance = await referenceOf(master, name);
    const acknowledgement = await master.send("rename-instance", {
      to: { instance },
      detail: { instance, title },
    });
    show(acknowledgement, () => `${instance} is called ${title}`);
    return "done";
  },
});
