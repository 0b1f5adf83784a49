/** Refuses to give the root of a tree a title that another tree of its owner has. */
import { findInstance, findRoot } from "@partita/projections/instance-status/query.ts";
import type { CommandKind } from "@partita/schemas";
import type { Ports } from "#api/ports.ts";
import { type Denial, deny } from "#api/problems.ts";
import type { Asking } from "#api/reach.ts";

type Renaming = Pick<Asking, "detail"> & { readonly kind: CommandKind };

/** Undefined: it is free, or its tree decides, as for every instance that is no root. */
export async function denyTitle(
  { rows }: Pick<Ports, "rows">,
  { kind, detail }: Renaming,
): Promise<Denial | undefined> {
  if (kind !== "rename-instance") return undefined;
  const title = String(detail.title);
  return rows.read(async (reader) => {
    const renamed = await findInstance(reader, String(detail.instance));
    if (renamed === undefined || renamed.requester !== undefined) return undefined;
    const holder = await findRoot(reader, renamed.owner, title);
    const isFree = holder === undefined || holder.instance === renamed.instance;
    return isFree ? undefined : deny("title-taken", { facts: { title } });
  });
}
