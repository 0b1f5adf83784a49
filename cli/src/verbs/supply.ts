/**
 * `partita supply`: wants a software release available on a computer, or gone from it; or shows how
 * far its agent is.
 */
import { dutiesText } from "#cli/duties-text.ts";
import { defineVerb } from "#cli/verb.ts";

export const supply = defineVerb({
  name: "supply",
  says: "Want a software release available on a computer, or gone from it.",
  details: ["Without a software release: shows what is wanted there, and how far its agent is."],
  operands: [
    { name: "computer", says: "Reference of the computer: COMP-1." },
    { name: "software", says: "URL of the software release.", optional: true },
  ],
  options: { destroyed: { says: "Take it off the computer." } },
  identity: "organisation:hoster",
  examples: [
    "partita supply COMP-1",
    "partita supply COMP-1 https://…/software.json",
    "partita supply COMP-1 https://…/software.json --destroyed",
  ],
  run: async ({ master, operands: [computer = "", softwareRelease], options, show }) => {
    if (softwareRelease === undefined) {
      const duties = await master.ask("computer-duties", { computer });
      show(duties, () => dutiesText(duties));
      return "done";
    }
    const state = options.destroyed ? "destroyed" : "available";
    const detail = { softwareRelease, state } as const;
    const acknowledgement = await master.send("supply-software", { to: { computer }, detail });
    const news = acknowledgement.movements.length === 0 ? " (it was so already)" : "";
    show(acknowledgement, () => `${computer} shall have ${softwareRelease} ${state}${news}`);
    return "done";
  },
});
