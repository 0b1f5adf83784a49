/** What a call of SLAP is about: found by the names that it gives, and judged before it is done. */
import type { RowReader } from "@partita/projections";
import { findComputer } from "@partita/projections/free-partitions/query.ts";
import type { ComputerOnMarket, InstanceStatus } from "@partita/schemas";
import { denySlap } from "#api/authorise.ts";
import type { Identity } from "#api/identities.ts";
import type { SlapEndpoint } from "#api/may-slap.ts";
import type { Ports } from "#api/ports.ts";
import { type Denial, deny } from "#api/problems.ts";
import type { Access } from "#api/scopes.ts";
import { findInPartition } from "#api/slap/instance-view.ts";

/** The names that a call gives; with a partition there is a computer. */
export type Named = {
  readonly computer?: string | undefined;
  readonly partition?: string | undefined;
};

export type Subject = Named & {
  /** Undefined: none was named. */
  readonly found: ComputerOnMarket | undefined;
  /** What is in the partition; undefined: nothing, or no partition was named. */
  readonly instance: InstanceStatus | undefined;
};

type Asked = {
  readonly endpoint: SlapEndpoint;
  readonly identity: Identity;
  readonly access: Access;
  readonly named: Named;
  /** As what it is judged when nothing is in the partition; absent: there is nothing to do. */
  readonly whenFree?: SlapEndpoint | undefined;
};

/** What is spoken of, if this identity may speak of it at this endpoint. */
export async function judgeCall({ rows, store }: Ports, asked: Asked): Promise<Subject | Denial> {
  const look = async () => {
    const subject = await rows.read((reader) => find(reader, asked.named));
    return (await judged({ rows, store }, asked, subject)) ?? subject;
  };
  const first = await look();
  // To deny, the log was caught up with: what is in the partition may be known only now.
  return "problem" in first && asked.named.partition !== undefined ? look() : first;
}

async function judged(
  ports: Pick<Ports, "rows" | "store">,
  { endpoint, whenFree, identity, access, named: { computer, partition } }: Asked,
  { found, instance }: Subject,
): Promise<Denial | undefined> {
  const isFree = partition !== undefined && instance === undefined;
  const to = {
    ...(computer !== undefined && { computer }),
    ...(instance !== undefined && { instance: instance.instance }),
  };
  const asking = { identity, access, to, detail: {} };
  const rule = isFree && whenFree !== undefined ? whenFree : endpoint;
  const denial = await denySlap(ports, rule, asking);
  // Whoever may not look at it is not told either whether something is in it.
  if (denial !== undefined)
    return (rule === endpoint ? undefined : await denySlap(ports, endpoint, asking)) ?? denial;
  return computer !== undefined && found === undefined
    ? deny("no-such-computer", { facts: { computer } })
    : undefined;
}

async function find(rows: RowReader, named: Named): Promise<Subject> {
  const { computer, partition } = named;
  if (computer === undefined) return { ...named, found: undefined, instance: undefined };
  const found = await findComputer(rows, computer);
  const isLookedFor = found !== undefined && partition !== undefined;
  const instance = isLookedFor ? await findInPartition(rows, { computer, partition }) : undefined;
  return { ...named, found, instance };
}
