/** The inventory: what is where, of whom, at any date. Several processes may run it. */
import { runInventory } from "@partita/projections";
import { refuseAhead } from "../refuse-ahead.ts";
import { keepsUp } from "./keeps-up.ts";
import { keep, type Part } from "./part.ts";

export const inventory: Part = {
  name: "inventory",
  says: "Keeps the sums of what is where, of whom, at any date.",
  start: async (ground) => {
    const { signal } = ground;
    const store = await ground.store();
    const kept = await ground.inventory();
    const position = () => kept.position();
    await refuseAhead("the inventory", store, position);
    keep("inventory", ground, () => runInventory({ store, inventory: kept, signal }));
    return { health: keepsUp(store, position) };
  },
};
