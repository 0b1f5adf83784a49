/** Usage as SlapOS's agents report it, in the words and units of the house. */
import { reportReferenceCharactersMax } from "#schemas/commands/report-usage.ts";
import { ratio, times } from "#schemas/decimal.ts";
import { digestOf } from "#schemas/derive-id.ts";
import { instantOf, millisecondsBetween } from "#schemas/instant.ts";
import { type Journal, readJournal, type TioxmlReport } from "#schemas/tioxml.ts";
import type { UsageLine } from "#schemas/usage-line.ts";

/**
 * An aggregate says when it was made, and not since when it counts. It is booked on the second
 * before: to whoever has the partition then, and beside no other aggregate.
 */
const aggregateMilliseconds = 1000;

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
 */
export function readSlapUsage(tioxml: string): SlapUsage {
  const read = readJournal(tioxml);
  if ("fault" in read) return read;
  const { journal } = read;
  const { stopsAt } = journal;
  if (stopsAt === undefined)
    return { fault: "stop_date must be a date, as in 2026-01-31 12:00:00" };
  const startsAt = journal.startsAt ?? instantOf(Date.parse(stopsAt) - aggregateMilliseconds);
  const digest = digestOf(tioxml);
  const reference = named(journal, stopsAt, digest);
  const milliseconds = millisecondsBetween(startsAt, stopsAt);
  const lines = journal.lines.map((line) => ofHouse(line, milliseconds));
  return { report: { reference, startsAt, stopsAt, lines }, digest };
}

/** Long references are cut: what tells them apart stands behind. */
function named({ reference }: Journal, stopsAt: string, digest: string): string {
  const mark = ` ${stopsAt} ${digest.slice(0, digestCharacters)}`;
  return reference.slice(0, reportReferenceCharactersMax - mark.length) + mark;
}

const userMemory = "service_module/memory_used";
const decimal = /^\d{1,12}(\.\d{1,15})?$/;

/**
 * Collected for a unix user: the mebibytes that it had on average, of which the period makes
 * GiB hours. Users are named after their partitions by slapformat. What else its collector writes
 * (of the computer as a whole, or of unknown unit) stays as it is: the judge says what it is not.
 */
function ofHouse(line: UsageLine, milliseconds: number): UsageLine {
  const [, number] = /^slapuser(\d{1,9})$/.exec(line.reference) ?? [];
  if (number === undefined) return line;
  const placed = { ...line, reference: `slappart${number}` };
  if (line.resource !== userMemory || !decimal.test(line.quantity) || milliseconds <= 0)
    return placed;
  const mebibyteTime = times(line.quantity, `${milliseconds}`);
  const divisor = times(mebibytesPerGibibyte, millisecondsPerHour);
  const quantity = ratio(mebibyteTime, divisor, memoryScale);
  return { ...placed, resource: "memory-gib-hour", quantity };
}
