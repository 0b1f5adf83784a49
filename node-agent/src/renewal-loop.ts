/** Keeps the agent's certificate from expiring; asks ever more rarely while the Master will not. */
import { MasterRefusal } from "@partita/schemas";
import { backOffMilliseconds } from "#node-agent/back-off.ts";
import { type Identity, isExpired, renewalDueAt } from "#node-agent/certificate-life.ts";
import { reasonOf } from "#node-agent/troubles.ts";

export type Renewing = {
  readonly computer: string;
  readonly identity: () => Identity;
  /** Gets another one and keeps it; from then on it is the identity. */
  readonly renew: () => Promise<void>;
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly log: (says: string, facts?: Readonly<Record<string, string>>) => void;
  readonly signal: AbortSignal;
};

/** A clock that was set forward, or a certificate put in place by hand, is noticed by then. */
const lookMillisecondsMax = 60_000;

/** Resolves when the signal aborts: no failure ends it, since services run on whatever happens. */
export async function keepRenewed(renewing: Renewing): Promise<void> {
  const { identity, now, wait, signal } = renewing;
  let failures = 0;
  while (!signal.aborted) {
    const left = renewalDueAt(identity()) - now();
    if (left > 0) {
      await wait(Math.min(left, lookMillisecondsMax));
      continue;
    }
    failures = (await renewed(renewing, failures)) ? 0 : failures + 1;
    if (failures > 0 && !signal.aborted) await wait(backOffMilliseconds(failures));
  }
}

async function renewed(renewing: Renewing, failures: number): Promise<boolean> {
  const { renew, log, identity } = renewing;
  try {
    await renew();
    log("certificate renewed", { serial: identity().serial, until: identity().notAfter });
    return true;
  } catch (cause) {
    // Told once: the next line about it is that it succeeded.
    if (failures === 0) log("certificate not renewed", { message: explained(renewing, cause) });
    return false;
  }
}

/** What is wrong, and what somebody can do about it. */
function explained({ computer, identity, now }: Renewing, cause: unknown): string {
  const { serial, notAfter } = identity();
  const again =
    `enrol it anew (partita enrol computer:${computer}) and start the agent with that ` +
    "--enrolment-file. Services go on running.";
  if (isExpired(identity(), now()))
    return `certificate ${serial} of ${computer} expired at ${notAfter}: ${again}`;
  if (cause instanceof MasterRefusal && !cause.problem.retryable)
    return `certificate ${serial} of ${computer} is not taken: ${cause.message} ${again}`;
  return `${reasonOf(cause)}; it is good until ${notAfter}`;
}
