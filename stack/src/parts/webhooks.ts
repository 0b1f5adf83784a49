/** Webhooks: tells others what happened. One process at a time delivers, the others stand by. */
import { sender } from "@partita/ledger";
import { httpPost, runWebhooks } from "@partita/webhooks";
import { clock } from "../clock.ts";
import { onlyOne } from "../only-one.ts";
import { keep, type Part } from "./part.ts";

export const webhooks: Part = {
  name: "webhooks",
  says: "Delivers movements to those who asked to be told.",
  start: async (ground) => {
    const { settings, log: tell, signal } = ground;
    const store = await ground.store();
    const rows = await ground.rows();
    const delivering = await ground.webhooks();
    if (delivering === undefined)
      throw new Error("PARTITA_WEBHOOK_KEY is not set; it names the file with the house's key");
    const ports = {
      ...{ store, rows, clock, tell, ...delivering },
      send: sender(store),
      post: httpPost({ local: settings.webhooksLocal }),
      chance: Math.random,
    };
    const alone = { name: "webhooks", pool: await ground.ledgerPool(), signal };
    keep("webhooks", ground, () =>
      onlyOne(alone, (turn) => runWebhooks({ ...ports, signal: turn })),
    );
    return { health: async () => ({ ready: true }) };
  },
};
