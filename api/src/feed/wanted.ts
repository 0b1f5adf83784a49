/** Which movements a reader wants and may see, from the parameters of `/v1/movements`. */
import type { Recorded } from "@partita/ledger";
import {
  movementKinds,
  nearest,
  type QueryParameters,
  type RecordedMovement,
  shownTo,
} from "@partita/schemas";
import type { Identity } from "#api/identities.ts";
import { type Denial, deny } from "#api/problems.ts";

/** The movement as this reader is shown it; undefined: it does not want it, or may not see it. */
export type Show = (recorded: Recorded) => RecordedMovement | undefined;

type Filter = Pick<QueryParameters<"movements">, "kind" | "category" | "stream">;

const known: readonly string[] = movementKinds.map(({ kind }) => kind);
const categories = new Map<string, string>(movementKinds.map(({ kind, stream }) => [kind, stream]));

/** A word that is no kind is a mistake, and not a feed that stays empty. */
export function wanted(
  { kind, category, stream }: Filter,
  identity: Identity,
): { readonly show: Show } | Denial {
  const kinds = kind === undefined ? undefined : new Set(kind.split(","));
  const unknown = [...(kinds ?? [])].find((one) => !known.includes(one));
  if (unknown !== undefined) return denyKind(unknown);
  const show: Show = (recorded) => {
    const { movement } = recorded;
    if (kinds !== undefined && !kinds.has(movement.kind)) return undefined;
    if (category !== undefined && categories.get(movement.kind) !== category) return undefined;
    if (stream !== undefined && recorded.stream !== stream) return undefined;
    return shownTo(identity, recorded);
  };
  return { show };
}

function denyKind(unknown: string): Denial {
  const meant = nearest(unknown, known);
  const hint = meant === undefined ? "" : `; did you mean ${meant}?`;
  const message = `${unknown} is no kind of movement${hint}`;
  return deny("schema-mismatch", { detail: message, errors: [{ path: "?kind", message }] });
}
