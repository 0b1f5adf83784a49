/** Writes and reads instants as PostgreSQL's timestamps, which know no year 0000. */

const yearZero = "0000";

/** As PostgreSQL takes it: there the year before 0001 is 0001 BC. Infinities stay what they are. */
export function timestampOf(instant: string): string {
  return instant.startsWith(yearZero) ? `0001${instant.slice(yearZero.length)} BC` : instant;
}

/** SQL's text of a timestamptz: the year as an instant writes it, the rest by a to_char format. */
export function instantText(column: string, afterYear: string): string {
  const utc = `${column} at time zone 'UTC'`;
  const year = `case when ${utc} < timestamp '0001-01-01' then '"${yearZero}"' else 'YYYY' end`;
  return `to_char(${utc}, ${year} || '${afterYear}')`;
}
