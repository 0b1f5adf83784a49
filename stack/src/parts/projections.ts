/** The projections: rows that answer questions. Several processes may run them; one does it all. */
import { projections as registered, runProjections } from "@partita/projections";
import { refuseAhead } from "../refuse-ahead.ts";
import { keepsUp } from "./keeps-up.ts";
import { keep, type Part } from "./part.ts";

export const projections: Part = {
  name: "projections",
  says: "Keeps the rows that answer questions up to date.",
  start: async (ground) => {
    const { signal } = ground;
    const store = await ground.store();
    const rows = await ground.rows();
    const position = () => rows.read((reader) => reader.position());
    await refuseAhead("what the rows hold", store, position);
    keep("projections", ground, () =>
      runProjections({ store, rows, projections: registered, signal }),
    );
    return { health: keepsUp(store, position) };
  },
};
