/** Takes a journal of a SlapOS agent to the ledger, which says of each line what becomes of it. */
import type { ComputerOnMarket } from "@partita/schemas";
import { readSlapUsage } from "@partita/schemas/slap/slap-usage.ts";
import type { Acknowledged } from "#api/acknowledge.ts";
import { denySending } from "#api/authorise.ts";
import type { Identity } from "#api/identities.ts";
import type { Ports } from "#api/ports.ts";
import { type Denial, deny } from "#api/problems.ts";
import { judgeReport } from "#api/report-usage.ts";
import { agentOf } from "#api/slap/charge.ts";

type Reporting = {
  readonly ports: Ports;
  readonly identity: Identity;
  /** The computer that reports. */
  readonly found: ComputerOnMarket | undefined;
};

export async function reportSlapUsage(
  { ports, identity, found }: Reporting,
  tioxml: string,
): Promise<Acknowledged | Denial> {
  if (found === undefined) return deny("no-such-computer");
  const charge = await agentOf(ports, identity, found);
  if ("problem" in charge) return charge;
  const { computer } = found;
  const asking = { identity, to: { computer }, detail: { agent: charge.agent } };
  const denial = await denySending(ports, "report-usage", asking);
  if (denial !== undefined) return denial;
  const read = readSlapUsage(tioxml, ports.clock());
  return "fault" in read
    ? deny("malformed-tioxml", { detail: read.fault })
    : judgeReport(ports, asking, read);
}
