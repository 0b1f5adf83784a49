/**
 * Turns samples of what partitions use into usage over time, and usage into a report, in exact
 * decimals.
 */
import { instantOf, ratio, type UsageResourceId } from "@partita/schemas";
import type { Sample } from "#node-agent/drivers/driver.ts";
import type { Member } from "#node-agent/processes.ts";

/**
 * Clock ticks in a second as the kernel tells them (USER_HZ): 100 on every platform that Node.js
 * runs on.
 */
const ticksPerSecond = "100";
/** Bytes times milliseconds in a GiB hour. */
const byteMillisecondsPerGibHour = String(2n ** 30n * 3_600_000n);
/** Decimals of a GiB hour that are reported; the resource's scale. */
const gibHourScale = 12;

/**
 * What one instance has used since the last report. Kept as JSON, hence texts for what exceeds
 * 2^53.
 */
export type Meter = {
  readonly partition: string;
  readonly resources: readonly UsageResourceId[];
  /** First and last sample, milliseconds since 1970. */
  readonly since: number;
  readonly at: number;
  readonly processes: readonly Member[];
  readonly residentBytes: number;
  readonly diskBytes: number;
  readonly cpuTicks: number;
  readonly residentByteMilliseconds: string;
  readonly diskByteMilliseconds: string;
};

export type Line = {
  readonly resource: UsageResourceId;
  readonly reference: string;
  readonly quantity: string;
};

export type UsageReport = {
  readonly reference: string;
  readonly startsAt: string;
  readonly stopsAt: string;
  readonly lines: readonly Line[];
};

/** Everything that is measured and not yet in the outbox; written to disk as one whole. */
export type MeterBook = {
  /** End of the last report, whole seconds in milliseconds since 1970. */
  readonly startsAt: number;
  readonly meters: Readonly<Record<string, Meter>>;
  /**
   * Cut off already, and on its way to the outbox: here first, so that no crash counts it twice or
   * never.
   */
  readonly pending?: UsageReport;
};

export type InstanceSample = Sample & {
  readonly instance: string;
  readonly resources: readonly UsageResourceId[];
};

/**
 * The first book, or a new one in the place of one that was lost. What processes had consumed
 * before it may have been reported already, so it does not count.
 */
export function beginBook(samples: readonly InstanceSample[], now: number): MeterBook {
  const { startsAt, meters } = takeSamples(
    { startsAt: wholeSecond(now), meters: {} },
    samples,
    now,
  );
  const going = Object.entries(meters).map(([name, meter]) => [name, restarted(meter)] as const);
  return { startsAt, meters: Object.fromEntries(going) };
}

/** Adds one sample of every partition to the book. */
export function takeSamples(
  book: MeterBook,
  samples: readonly InstanceSample[],
  now: number,
): MeterBook {
  const sampled = samples.map((sample) => {
    const meter = book.meters[sample.instance];
    return [sample.instance, meter === undefined ? begin(sample, now) : go(meter, sample, now)];
  });
  return { ...book, meters: { ...book.meters, ...Object.fromEntries(sampled) } };
}

function begin(sample: InstanceSample, now: number): Meter {
  return {
    ...seenIn(sample, now),
    since: now,
    // The first sample of a life: whatever its processes have consumed, they consumed for it.
    cpuTicks: total(sample.processes),
    residentByteMilliseconds: "0",
    diskByteMilliseconds: "0",
  };
}

function go(meter: Meter, sample: InstanceSample, now: number): Meter {
  const elapsed = Math.max(0, Math.trunc(now - meter.at));
  return {
    ...seenIn(sample, now),
    since: meter.since,
    cpuTicks: meter.cpuTicks + ticksBetween(meter.processes, sample.processes),
    // The lower of two samples: what lies between them was surely used.
    residentByteMilliseconds: grown(
      meter.residentByteMilliseconds,
      Math.min(meter.residentBytes, sample.residentBytes),
      elapsed,
    ),
    diskByteMilliseconds: grown(
      meter.diskByteMilliseconds,
      Math.min(meter.diskBytes, sample.diskBytes),
      elapsed,
    ),
  };
}

function seenIn(sample: InstanceSample, now: number) {
  const { partition, resources, processes, residentBytes, diskBytes } = sample;
  return { partition, resources, processes, residentBytes, diskBytes, at: now };
}

function grown(sum: string, bytes: number, milliseconds: number): string {
  return String(BigInt(sum) + BigInt(bytes) * BigInt(milliseconds));
}

/**
 * Processor time between two samples. The time of a process that exited reappears with the ancestor
 * that waited
 * for it; then it must not be counted a second time. Nobody waits for an orphan: what it had
 * consumed stays counted.
 */
export function ticksBetween(before: readonly Member[], after: readonly Member[]): number {
  const now = new Set(after.map(({ key }) => key));
  const parents = new Map(before.map(({ key, parentKey }) => [key, parentKey]));
  const inherited = (key: string): boolean => {
    const parent = parents.get(key);
    return parent !== undefined && (now.has(parent) || inherited(parent));
  };
  const counted = before.filter(({ key }) => now.has(key) || inherited(key));
  return Math.max(0, total(after) - total(counted));
}

function total(members: readonly Member[]): number {
  return members.reduce((sum, { cpuTicks }) => sum + cpuTicks, 0);
}

/**
 * Closes the period that ends with the last whole second; nothing to cut leaves the book as it is.
 */
export function cutReport(
  book: MeterBook,
  reporter: { readonly computer: string; readonly agent: string },
  now: number,
): MeterBook {
  const stopsAt = wholeSecond(now);
  if (book.pending !== undefined || stopsAt <= book.startsAt) return book;
  // What began after that second belongs to the next period, where it lies within the instance's
  // tenure.
  const due = Object.entries(book.meters).filter(([, { since }]) => since < stopsAt);
  const lines = due.flatMap(([instance, meter]) => linesOf(instance, meter));
  if (lines.length === 0) return book;
  const rest = Object.entries(book.meters).filter(([, { since }]) => since >= stopsAt);
  const going = due.map(([instance, meter]) => [instance, restarted(meter)] as const);
  const startsAt = instantOf(book.startsAt);
  const moment = startsAt.slice(0, 19).replaceAll(":", "-");
  return {
    startsAt: stopsAt,
    meters: Object.fromEntries([...rest, ...going]),
    pending: {
      reference: `${reporter.computer}-${reporter.agent}-${moment}`,
      startsAt,
      stopsAt: instantOf(stopsAt),
      lines,
    },
  };
}

/**
 * Drops the meters of instances that are gone from this computer, once their usage is in a report.
 */
export function forgetGone(book: MeterBook, present: ReadonlySet<string>): MeterBook {
  const meters = Object.entries(book.meters).filter(
    ([instance, meter]) => present.has(instance) || linesOf(instance, meter).length > 0,
  );
  return { ...book, meters: Object.fromEntries(meters) };
}

function restarted(meter: Meter): Meter {
  return { ...meter, cpuTicks: 0, residentByteMilliseconds: "0", diskByteMilliseconds: "0" };
}

function linesOf(instance: string, meter: Meter): readonly Line[] {
  const quantities: Record<UsageResourceId, string> = {
    "cpu-second": ratio(String(meter.cpuTicks), ticksPerSecond, 2),
    "memory-gib-hour": gibHours(meter.residentByteMilliseconds),
    "disk-gib-hour": gibHours(meter.diskByteMilliseconds),
  };
  return meter.resources
    .map((resource) => ({ resource, reference: instance, quantity: quantities[resource] }))
    .filter(({ quantity }) => /[1-9]/.test(quantity));
}

function gibHours(byteMilliseconds: string): string {
  return ratio(byteMilliseconds, byteMillisecondsPerGibHour, gibHourScale);
}

function wholeSecond(milliseconds: number): number {
  return Math.floor(milliseconds / 1000) * 1000;
}
