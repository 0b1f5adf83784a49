/** The allocator: gives each request to a computer. Several processes share its queue. */
import { allocator as runAllocator } from "@partita/allocator";
import { sender } from "@partita/ledger";
import { clock } from "../clock.ts";
import { keepsUp } from "./keeps-up.ts";
import { observed } from "./observed.ts";
import { keep, type Part } from "./part.ts";

export const allocator: Part = {
  name: "allocator",
  says: "Chooses an offer for each request, and gets a partition of it.",
  start: async (ground) => {
    const { log, signal } = ground;
    const store = await ground.store();
    const rows = await ground.rows();
    const queue = await ground.queue();
    const checkpoints = observed(await ground.checkpoints());
    const send = sender(store);
    keep("allocator", ground, () =>
      runAllocator({ store, rows, queue, checkpoints, send, clock, log, signal }),
    );
    return { health: keepsUp(store, checkpoints.reached) };
  },
};
