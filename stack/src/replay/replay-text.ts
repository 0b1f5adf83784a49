/** What came of a replay, for a person. */
import type { Comparison } from "./compare-rows.ts";
import type { Replayed } from "./replay-house.ts";

export function replayText({ position, at, projections, inventory, log, equal }: Replayed): string {
  const moment = at === undefined ? "" : `, as of ${at}`;
  const lines = [
    `Replayed ${log.movements} movements, up to position ${position}${moment}.`,
    ...projections.map(line),
    line({ projection: "inventory", ...inventory }),
    ...(log.tree === undefined
      ? []
      : [line({ projection: `log (${log.tree.leaves} leaves)`, ...log.tree })]),
    `Root of the log: ${log.root}`,
    ...projections.flatMap(difference),
    equal ? "All are equal." : "NOT all are equal: what is live is not what the log says.",
  ];
  return lines.join("\n");
}

const nameColumns = 24;

function line({ projection, replayed, live, equal }: Comparison): string {
  const name = projection.padEnd(nameColumns);
  return equal ? `  ${name} ${replayed}` : `  ${name} ${replayed}  LIVE ${live}`;
}

function difference({ projection, differs }: Comparison): readonly string[] {
  if (differs === undefined) return [];
  const { key, replayed, live } = differs;
  const text = (row: object | undefined) => (row === undefined ? "nothing" : JSON.stringify(row));
  return [
    `${projection} differs first at ${key}:`,
    `  replayed ${text(replayed)}`,
    `  live     ${text(live)}`,
  ];
}
