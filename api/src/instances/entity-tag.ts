/** The entity tag of an instance: how often its wish changed, and where its row changed last. */
import type { InstanceStatus } from "@partita/schemas";
import { type Denial, deny } from "#api/problems.ts";

export function entityTagOf({ revision, changedAt }: InstanceStatus): string {
  return `"${revision}.${changedAt}"`;
}

/**
 * The revision that `If-Match` demands: reports of agents do not get in the way of whoever amends,
 * only other wishes do. Undefined: any will do.
 */
export function revisionIn(ifMatch: string | undefined): { readonly revision?: number } | Denial {
  if (ifMatch === undefined || ifMatch.trim() === "*") return {};
  const [, revision] = /^"(\d{1,15})(?:\.\d{1,19})?"$/.exec(ifMatch.trim()) ?? [];
  if (revision !== undefined && Number(revision) > 0) return { revision: Number(revision) };
  // A weak tag, a list, or a tag of another thing never matches an instance.
  const detail = `${ifMatch} is no entity tag of an instance; take the ETag of a GET of it`;
  return deny("wish-changed", { detail });
}

/** Whether `If-None-Match` names this very state of the row. */
export function isNamed(tag: string, ifNoneMatch: string | undefined): boolean {
  // As clients write it that know one tag: nearly all of them.
  if (ifNoneMatch === tag) return true;
  const named = (ifNoneMatch ?? "").split(",").map((one) => one.trim().replace(/^W\//, ""));
  return named.includes(tag) || named.includes("*");
}
