/** Chooses the instance that serves a shared one, or counts why there is none. */
import type {
  ComputerOnMarket,
  DeferralReason,
  InstanceStatus,
  ReasonCount,
} from "@partita/schemas";
import type { ComputerFilter } from "#allocator/filters/filter.ts";
import { inRegion } from "#allocator/filters/in-region.ts";
import { isNamedComputer } from "#allocator/filters/is-named-computer.ts";
import { isNotLost } from "#allocator/filters/is-not-lost.ts";
import { matchesSlaposConditions } from "#allocator/filters/matches-slapos-conditions.ts";

/** An instance that may serve, and the computer that it stands on. */
export type Host = { readonly instance: InstanceStatus; readonly computer: ComputerOnMarket };

export type Hosting =
  | { readonly host: Host }
  /** Each instance that might serve is counted under the reason that turned it down. */
  | { readonly reasons: readonly ReasonCount[] };

/** It takes no partition, hence is not asked whether the computer has one, or is open. */
const onItsComputer: readonly ComputerFilter[] = [
  isNamedComputer,
  matchesSlaposConditions,
  inRegion,
  isNotLost,
];

/** The oldest that fits: whatever serves others already is left to do so. */
export function chooseHost(wanted: InstanceStatus, known: readonly Host[]): Hosting {
  const able = known.filter(({ instance }) => serves(instance, wanted)).toSorted(byAge);
  const verdicts = able.map((host) => ({ host, verdict: verdictOn(wanted, host) }));
  const best = verdicts.find(({ verdict }) => verdict === true);
  if (best !== undefined) return { host: best.host };
  const reasons = verdicts.flatMap(({ verdict }) => (verdict === true ? [] : [verdict]));
  const counts = Map.groupBy(reasons, (reason) => reason);
  const counted = [...counts].map(([reason, { length: count }]) => ({ reason, count }));
  const inOrder = counted.sort((one, other) => (one.reason < other.reason ? -1 : 1));
  return { reasons: inOrder.length > 0 ? inOrder : [{ reason: "no-host", count: 1 }] };
}

/** Whether it has a partition in which it could serve others. */
export function canHost(instance: InstanceStatus | undefined): instance is InstanceStatus {
  if (instance === undefined || instance.shared === true) return false;
  const isAlive = instance.phase !== "destroyed" && instance.state !== "destroyed";
  return isAlive && instance.partition !== undefined && instance.award !== undefined;
}

/** The one that is named, if it is of the same party; or any of the tree with this software. */
function serves(host: InstanceStatus, wanted: InstanceStatus): boolean {
  if (!canHost(host)) return false;
  const named = wanted.conditions.instance_guid;
  if (named !== undefined)
    return host.instance === named && (host.owner === wanted.owner || host.tree === wanted.tree);
  const isSame =
    host.softwareRelease === wanted.softwareRelease && host.softwareType === wanted.softwareType;
  return host.tree === wanted.tree && isSame;
}

function verdictOn(wanted: InstanceStatus, { computer }: Host): true | DeferralReason {
  for (const filter of onItsComputer) {
    const verdict = filter(wanted, { computer });
    if (verdict !== true) return verdict;
  }
  return true;
}

function byAge(one: Host, other: Host): number {
  const [left, right] = [one, other].map(
    ({ instance: { requestedAt, instance } }) => `${requestedAt} ${instance}`,
  );
  return String(left) < String(right) ? -1 : 1;
}
