/** Whose a holder is: a computer its registrant's, an instance its tree's, a party its own. */
import type { RowReader } from "@partita/projections";
import { findComputer } from "@partita/projections/free-partitions/query.ts";
import { findInstance } from "@partita/projections/instance-status/query.ts";
import type { NodeId } from "@partita/schemas";

/** Undefined: nobody registered it, or it owns itself. */
export async function ownerOf(rows: RowReader, holder: string): Promise<NodeId | undefined> {
  const [type, reference = ""] = holder.split(/:(.*)/s);
  // Parties alone register computers.
  if (type === "computer") return (await findComputer(rows, reference))?.owner as NodeId;
  if (type === "instance") return (await findInstance(rows, reference))?.owner;
  return undefined;
}
