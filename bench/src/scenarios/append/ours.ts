/** Our store: at the port, and through `handle`, from the command to the answer. */
import { handle, ledgerOver, type MovementStore } from "@partita/ledger";
import { computer } from "@partita/ledger/computer/computer.ts";
import { ask } from "@partita/schemas/testing/ask.ts";
import type { Way } from "./operation.ts";
import { written } from "./written.ts";

const actor = "organisation:hoster";

/** Each caller has a stream of its own and appends to it again and again, as the peer does. */
export function port(store: MovementStore): Way {
  return {
    name: "port",
    prepare: () => {
      const run = crypto.randomUUID();
      return async (caller, turn) => {
        const appended = await store.append("computer", `${run}-${caller}`, turn, [written()]);
        if (appended.status !== "appended") throw new Error(`an append was ${appended.status}`);
        return 1;
      };
    },
  };
}

/** The same through `handle`: an agent claims the caller's computer and releases it, in turn. */
export function throughHandle(store: MovementStore): Way {
  return {
    name: "handle",
    prepare: () => {
      const run = crypto.randomUUID();
      const ledger = ledgerOver(store);
      return async (caller, turn) => {
        const to = { streamId: `${run}-${caller}`, id: crypto.randomUUID(), actor } as const;
        const command = turn % 2 === 1 ? ask("claim-computer", to) : ask("release-claim", to);
        return recorded(await handle(ledger, computer, turn === 0 ? register(to) : command));
      };
    },
  };
}

/** Each command to a stream that nobody wrote to before: it is read first, and found empty. */
export function throughHandleFresh(store: MovementStore): Way {
  return {
    name: "handle, fresh streams",
    prepare: () => {
      const ledger = ledgerOver(store);
      return async () => {
        const to = { streamId: crypto.randomUUID(), id: crypto.randomUUID(), actor } as const;
        return recorded(await handle(ledger, computer, register(to)));
      };
    },
  };
}

type To = { readonly streamId: string; readonly id: string; readonly actor: typeof actor };

const register = (to: To) => ask("register-computer", to);

function recorded(outcome: Awaited<ReturnType<typeof handle>>): number {
  if (!("recorded" in outcome) || outcome.recorded.length !== 1 || outcome.repeated)
    throw new Error(`a command was not carried out: ${JSON.stringify(outcome)}`);
  return 1;
}
