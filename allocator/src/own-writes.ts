/** Remembers how far the log has come by what was sent from here: no view may be older. */
import type { Send } from "@partita/ledger";

export type OwnWrites = {
  readonly send: Send;
  /** The last position written from here; 0 before the first. */
  position(): bigint;
};

export function ownWrites(send: Send): OwnWrites {
  let last = 0n;
  return {
    position: () => last,
    send: async (command) => {
      const outcome = await send(command);
      const positions = "recorded" in outcome ? outcome.recorded : [];
      for (const { position } of positions) if (position > last) last = position;
      return outcome;
    },
  };
}
