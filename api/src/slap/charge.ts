/** In whose charge a computer is when SLAP speaks of it, where no agent has a name. */
import type { ComputerOnMarket } from "@partita/schemas";
import { slapAgent } from "@partita/schemas/slap/slap-agent.ts";
import type { Identity } from "#api/identities.ts";
import type { Ports } from "#api/ports.ts";
import type { Denial } from "#api/problems.ts";
import { tell } from "#api/slap/tell.ts";

/**
 * The agent that a report names: slapgrid, which takes charge of what nobody is in charge of. The
 * software in a partition reports under whoever runs its computer.
 */
export async function agentOf(
  ports: Ports,
  identity: Identity,
  { computer, agent }: ComputerOnMarket,
): Promise<{ readonly agent: string } | Denial> {
  if (identity.role === "instance") return { agent: agent ?? slapAgent };
  if (agent !== undefined) return { agent: slapAgent };
  const detail = { agent: slapAgent };
  const claimed = await tell(ports, "claim-computer", { identity, to: { computer }, detail });
  return "problem" in claimed ? claimed : { agent: slapAgent };
}
