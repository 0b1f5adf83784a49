/** Billing: turns what was used into invoices. One process is enough, and a second does no harm. */
import { billing as runBilling } from "@partita/billing";
import { sender } from "@partita/ledger";
import { now } from "../clock.ts";
import { keepsUp } from "./keeps-up.ts";
import { observed } from "./observed.ts";
import { keep, type Part } from "./part.ts";

export const billing: Part = {
  name: "billing",
  says: "Issues the invoices of a period when its seller closes it.",
  start: async (ground) => {
    const { log: tell, signal } = ground;
    const store = await ground.store();
    const rows = await ground.rows();
    const checkpoints = observed(await ground.checkpoints());
    const send = sender(store);
    keep("billing", ground, () =>
      runBilling({ store, rows, checkpoints, send, now, tell, signal }),
    );
    return { health: keepsUp(store, checkpoints.reached) };
  },
};
