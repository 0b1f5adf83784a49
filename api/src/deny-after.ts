/** Refuses to have a webhook begin where the log cannot be read from: it would never begin. */
import type { MovementStore } from "@partita/ledger";
import type { CommandKind } from "@partita/schemas";
import { positionMax } from "#api/limits.ts";
import { type Denial, deny } from "#api/problems.ts";
import type { Asking } from "#api/reach.ts";

type Beginning = Pick<Asking, "detail"> & { readonly kind: CommandKind };

const beginning: ReadonlySet<CommandKind> = new Set(["register-webhook", "rewind-webhook"]);

/** Undefined: the log can be read from there. Throws PositionUnknown as the store does. */
export async function denyAfter(
  store: MovementStore,
  { kind, detail }: Beginning,
): Promise<Denial | undefined> {
  if (!beginning.has(kind) || typeof detail.after !== "string") return undefined;
  const after = BigInt(detail.after);
  if (after > positionMax) return mismatch(`no log reaches ${after}; use one that an answer gave`);
  const head = await store.head();
  if (after > head) return mismatch(`the log ends at ${head}; use a position up to that`);
  // Some stores read only from positions that they gave out.
  if (after > 0n) await store.readAll(after, 1);
  return undefined;
}

function mismatch(message: string): Denial {
  return deny("schema-mismatch", { detail: message, errors: [{ path: "/after", message }] });
}
