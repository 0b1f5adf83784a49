/** Usage as SlapOS's agents report it, in the words and units of the house. */
import { reportReferenceCharactersMax } from "#schemas/commands/report-usage.ts";
import { plus, ratio, times } from "#schemas/decimal.ts";
import { digestOf } from "#schemas/derive-id.ts";
import { instantOf, millisecondsBetween } from "#schemas/instant.ts";
import { readQuantity } from "#schemas/read-quantity.ts";
import { type Journal, readJournal, type TioxmlReport } from "#schemas/tioxml.ts";
import type { UsageLine } from "#schemas/usage-line.ts";

/**
 * An aggregate says when it was made, and not since when it counts. It is booked on the second
 * before: to whoever has the partition then, and beside no other aggregate.
 */
const aggregateMilliseconds = 1000;

/**
 * slapgrid writes the time of day where its computer stands, and not which zone that is. Zones
 * differ by quarters of an hour, and are at most this far from UTC.
 */
const zoneStepMilliseconds = 15 * 60_000;
const zoneMillisecondsMax = 14 * 3_600_000;
/** Between making an aggregate and posting it; and how far a clock may be ahead. */
const underWayMillisecondsMax = 180_000;
const aheadMillisecondsMax = 60_000;

const mebibytesPerGibibyte = "1024";
const millisecondsPerHour = "3600000";
/** Decimals that the resource `memory-gib-hour` carries at most; the judge rounds to its own. */
const memoryScale = 9;
/** So much of the content tells reports apart that an agent gives the same reference. */
const digestCharacters = 16;

export type SlapUsage =
  | { readonly report: TioxmlReport; readonly digest: string }
  | { readonly fault: string };

/**
 * SlapOS's aggregates bear the name of the computer, for ever the same one; the content is part of
 * the name here, so that what is posted again is the same report, and nothing else ever is.
 * `receivedAt` tells an aggregate's zone.
 */
export function readSlapUsage(tioxml: string, receivedAt: string): SlapUsage {
  const read = readJournal(tioxml);
  if ("fault" in read) return read;
  const { journal } = read;
  const { stopsAt: written } = journal;
  if (written === undefined)
    return { fault: "stop_date must be a date, as in 2026-01-31 12:00:00" };
  const { startsAt, stopsAt } =
    journal.startsAt === undefined
      ? aggregated(inUtc(written, receivedAt))
      : { startsAt: journal.startsAt, stopsAt: written };
  const digest = digestOf(tioxml);
  const reference = named(journal, written, digest);
  const milliseconds = millisecondsBetween(startsAt, stopsAt);
  const lines = summed(journal.lines.map((line) => ofHouse(line, milliseconds)));
  return { report: { reference, startsAt, stopsAt, lines }, digest };
}

function aggregated(stopsAt: string) {
  return { startsAt: instantOf(Date.parse(stopsAt) - aggregateMilliseconds), stopsAt };
}

/**
 * An aggregate is posted when it is made: how many quarters of an hour lie between the two is its
 * zone. What is no zone stays as it is written: the judge says what it is.
 */
function inUtc(written: string, receivedAt: string): string {
  const apart = millisecondsBetween(receivedAt, written);
  const zone = Math.round(apart / zoneStepMilliseconds) * zoneStepMilliseconds;
  const ahead = apart - zone;
  const isZone =
    Math.abs(zone) <= zoneMillisecondsMax &&
    ahead <= aheadMillisecondsMax &&
    ahead >= -underWayMillisecondsMax;
  return isZone ? instantOf(Date.parse(written) - zone) : written;
}

/** Decimals that are added up; the judge rounds the sum to those of the resource. */
const sumScale = 18;

/**
 * slapgrid names everything after the partition that it found it in: what several scripts report
 * of one resource adds up, under the first line. What is no number stays a line of its own.
 */
function summed(lines: readonly UsageLine[]): readonly UsageLine[] {
  const sums = new Map<string, UsageLine>();
  for (const [index, line] of lines.entries()) {
    const quantity = readQuantity(line.quantity, sumScale);
    const key = `${line.reference}\n${line.resource}`;
    const first = sums.get(key);
    if (quantity === undefined) sums.set(`line ${index}`, line);
    else if (first === undefined) sums.set(key, line);
    else sums.set(key, { ...first, quantity: plus(exact(first), quantity) });
  }
  return [...sums.values()];
}

/** Of a line that is a number, as only such lines are added up. */
function exact({ quantity }: UsageLine): string {
  return readQuantity(quantity, sumScale) ?? "0";
}

/** Long references are cut: what tells them apart stands behind. */
function named({ reference }: Journal, stopsAt: string, digest: string): string {
  const mark = ` ${stopsAt} ${digest.slice(0, digestCharacters)}`;
  return reference.slice(0, reportReferenceCharactersMax - mark.length) + mark;
}

const userMemory = "service_module/memory_used";
/** Decimals of a mebibyte that are read: a float has more, and they are noise. */
const mebibyteScale = 9;

/**
 * Collected for a unix user: the mebibytes that it had on average, of which the period makes
 * GiB hours. Users are named after their partitions by slapformat. What else its collector writes
 * (of the computer as a whole, or of unknown unit) stays as it is: the judge says what it is not.
 */
function ofHouse(line: UsageLine, milliseconds: number): UsageLine {
  const [, number] = /^slapuser(\d{1,9})$/.exec(line.reference) ?? [];
  if (number === undefined) return line;
  const placed = { ...line, reference: `slappart${number}` };
  const mebibytes = readQuantity(line.quantity, mebibyteScale);
  if (line.resource !== userMemory || mebibytes === undefined || milliseconds <= 0) return placed;
  const mebibyteTime = times(mebibytes, `${milliseconds}`);
  const divisor = times(mebibytesPerGibibyte, millisecondsPerHour);
  const quantity = ratio(mebibyteTime, divisor, memoryScale);
  return { ...placed, resource: "memory-gib-hour", quantity };
}
