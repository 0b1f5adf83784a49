/** Takes what a computer's slapgrid reports to the ledger: in the name of the agent in charge. */
import { findComputer } from "@partita/projections/free-partitions/query.ts";
import type { CommandKind } from "@partita/schemas";
import { slapAgent } from "@partita/schemas/slap/slap-agent.ts";
import type { Acknowledged } from "#api/acknowledge.ts";
import type { Ports } from "#api/ports.ts";
import type { Denial } from "#api/problems.ts";
import type { Asking } from "#api/reach.ts";
import { agentOf } from "#api/slap/charge.ts";
import { tell } from "#api/slap/tell.ts";

type Reporting = {
  readonly asking: Asking;
  /** Undefined: an instance without a computer, of which there is nothing to report. */
  readonly computer: string | undefined;
};

export async function tellAsAgent(
  ports: Ports,
  kind: CommandKind,
  { asking, computer = "" }: Reporting,
): Promise<Acknowledged | Denial> {
  const found = await ports.rows.read((rows) => findComputer(rows, computer));
  const charge =
    found === undefined ? { agent: slapAgent } : await agentOf(ports, asking.identity, found);
  if ("problem" in charge) return charge;
  return tell(ports, kind, { ...asking, detail: { ...asking.detail, agent: charge.agent } });
}
