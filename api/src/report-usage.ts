/** Takes a usage report to the ledger, with who held the partitions; brings back the verdicts. */
import type { Recorded } from "@partita/ledger";
import type { RowReader } from "@partita/projections";
import { findComputer } from "@partita/projections/free-partitions/query.ts";
import { findInstance } from "@partita/projections/instance-status/query.ts";
import { findHolders } from "@partita/projections/partition-holders/query.ts";
import {
  commandKinds,
  digestOf,
  type Holder,
  parseTioxml,
  type TioxmlReport,
  type Verdict,
} from "@partita/schemas";
import { type Acknowledged, acknowledge } from "#api/acknowledge.ts";
import { denySending } from "#api/authorise.ts";
import { sendWish } from "#api/carry-out.ts";
import { checkSchema } from "#api/check-schema.ts";
import { positionMillisecondsMax, strangersMax } from "#api/limits.ts";
import type { Ports } from "#api/ports.ts";
import { type Denial, deny } from "#api/problems.ts";
import type { Asking } from "#api/reach.ts";

export type UsageReport = Asking & { readonly tioxml: string };

export async function reportUsage(
  ports: Ports,
  { tioxml, ...asking }: UsageReport,
): Promise<Acknowledged | Denial> {
  const denial = await denySending(ports, "report-usage", asking);
  if (denial !== undefined) return denial;
  const parsed = parseTioxml(tioxml);
  if ("fault" in parsed) return deny("malformed-tioxml", { detail: parsed.fault });
  return judgeReport(ports, asking, { report: parsed.report, digest: digestOf(tioxml) });
}

/** A report that was read, from whoever may send it. */
export async function judgeReport(
  { store, rows, ...ports }: Ports,
  asking: Asking,
  { report, digest }: { readonly report: TioxmlReport; readonly digest: string },
): Promise<Acknowledged | Denial> {
  // The first verdict is final: it must not be spoken over rows that miss an allocation yet.
  if (!(await rows.reached(await store.head(), positionMillisecondsMax)))
    return deny("projection-behind");
  const known = await rows.read((reader) => whoHeld(reader, asking, report));
  return known === undefined
    ? deny("no-such-computer", { facts: { computer: asking.to.computer ?? "" } })
    : judge({ store, rows, ...ports }, asking, { ...detailOf(report), ...known, digest });
}

async function judge(
  ports: Ports,
  asking: Asking,
  detail: Asking["detail"] & { readonly report: string },
): Promise<Acknowledged | Denial> {
  const { error } = check(detail);
  if (error !== undefined) return error.denial;
  // The report's reference tells repetitions, so that the command needs no key.
  const wish = { ...asking, detail, kind: "report-usage", commandId: ports.newId() } as const;
  const sent = await sendWish(ports, wish);
  if ("problem" in sent) return sent;
  const { status, body } = await acknowledge(ports, sent.command, sent.done);
  const verdicts =
    verdictsIn(sent.done.recorded, detail.report) ??
    verdictsIn(await ports.store.read("usage", sent.command.streamId), detail.report);
  return { status, body: { ...body, verdicts: [...(verdicts ?? [])] } };
}

const declared = commandKinds.find(({ kind }) => kind === "report-usage");
if (declared === undefined) throw new Error("the registry lost report-usage");
const check = checkSchema(declared.detail);

function detailOf({ reference, startsAt, stopsAt, lines }: TioxmlReport) {
  return { report: reference, startsAt, stopsAt, lines };
}

type Known = {
  readonly owner: string;
  readonly holders: readonly Holder[];
  readonly elsewhere: readonly string[];
};

/** Undefined: there is no such computer. */
async function whoHeld(
  rows: RowReader,
  { to }: Asking,
  report: TioxmlReport,
): Promise<Known | undefined> {
  const { computer = "" } = to;
  const found = await findComputer(rows, computer);
  if (found === undefined) return undefined;
  const holders = await findHolders(rows, computer, report);
  return { owner: found.owner, holders, elsewhere: await findElsewhere(rows, report, holders) };
}

/** References that name instances, none of which held a partition of this computer then. */
async function findElsewhere(
  rows: RowReader,
  { lines }: TioxmlReport,
  holders: readonly Holder[],
): Promise<readonly string[]> {
  const here = new Set(holders.flatMap(({ partition, instance }) => [partition, instance]));
  const named = new Set(lines.map(({ reference }) => reference));
  const strangers = [...named].filter((reference) => !here.has(reference)).slice(0, strangersMax);
  const found = await Promise.all(strangers.map((reference) => findInstance(rows, reference)));
  return found.flatMap((status) => status?.instance ?? []);
}

/** The verdicts on the report when it was first read. */
function verdictsIn(recorded: readonly Recorded[], report: string): readonly Verdict[] | undefined {
  for (const { movement } of recorded)
    if (movement.kind === "usage-judged" && movement.detail.report === report)
      return movement.detail.verdicts;
  return undefined;
}
