/** Which questions to the inventory are about what one owns; a denial says how to ask instead. */
import type { RowReader } from "@partita/projections";
import { findComputer } from "@partita/projections/free-partitions/query.ts";
import { itemId } from "@partita/schemas";
import { type Denial, deny } from "#api/problems.ts";
import { type Seeing, sights } from "#api/sight.ts";

type Ends = {
  readonly node?: string;
  readonly section?: string;
  readonly mirrorNode?: string;
  readonly mirrorSection?: string;
};

/**
 * Both parties of a movement know of it: whoever is one of its ends, or owns one of them, sees its
 * line at either end. So a question must name at least one end that is the asker's own.
 */
export async function denyForeign(
  query: "inventory" | "inventory-list" | "movement-history",
  { identity, sight }: Seeing,
  { ends, rows }: { readonly ends: Ends; readonly rows: RowReader },
): Promise<Denial | undefined> {
  if (sight === "everything") return undefined;
  const { actor, role } = identity;
  const named = [ends.node, ends.section, ends.mirrorNode, ends.mirrorSection];
  if (named.includes(actor)) return undefined;
  for (const node of [ends.node, ends.mirrorNode])
    if (node?.startsWith("network:") && (await isOwnNetwork(node, actor, rows))) return undefined;
  const own = role === "computer" ? `node=${actor.replace(/^computer:/, "network:")}` : undefined;
  return deny("forbidden", {
    detail:
      `as ${role} it may ask for ${query} of ${sights.own} only: ` +
      `name an end that is its own, as ${own ?? `section=${actor} or mirrorSection=${actor}`}`,
    facts: { role, query, rule: sight },
  });
}

/** What lies on a computer is its own affair, and that of whoever registered it. */
async function isOwnNetwork(node: string, actor: string, rows: RowReader): Promise<boolean> {
  const computer = node.slice("network:".length);
  if (actor === itemId("computer", computer)) return true;
  return (await findComputer(rows, computer))?.owner === actor;
}
