/** Answers what became different between two moments, by the versions that lie between them. */
import { changedRows, tableNames } from "@partita/projections/changed-rows/query.ts";
import { changesPageMax, type RowChanged } from "@partita/schemas";
import type { Asked } from "#api/answers.ts";
import { type Denial, deny } from "#api/problems.ts";
import { seesRowsOf, shownRow } from "#api/sight-of-rows.ts";
import { tellChange } from "#api/tell-change.ts";

const names = tableNames.map(queryName);

type Page = {
  readonly changes: RowChanged[];
  readonly fromPosition: string;
  readonly next?: string;
};

/** Projection by projection, each in the order of its keys. */
export async function changes(asked: Asked<"changes">): Promise<Page | Denial> {
  const { parameters, rows } = asked;
  const { projection, after, fromAt, fromKnownAt } = parameters;
  const isFromNothing = fromAt === undefined && fromKnownAt === undefined;
  const since = isFromNothing ? { knownAt: 0n } : asked.since;
  const start = startOf(after);
  const unknown = [projection, start.projection].find((name) => name && !names.includes(name));
  if (unknown !== undefined)
    return deny("schema-mismatch", {
      detail: `there is no projection ${unknown}; there are ${names.join(", ")}`,
    });
  return {
    ...(await gather({ ...asked, since }, start)),
    fromPosition: `${since.knownAt ?? (await rows.position())}`,
  };
}

/** Looks at so many rows as a page may have; who sees few of them goes on after `next`. */
async function gather(
  { parameters: { projection }, rows, seeing, since }: Asked<"changes">,
  start: Start,
): Promise<Pick<Page, "changes" | "next">> {
  const found: RowChanged[] = [];
  let left = changesPageMax;
  for (const table of tableNames.slice(Math.max(0, names.indexOf(start.projection)))) {
    const name = queryName(table);
    if (projection !== undefined && name !== projection) continue;
    if (!seesRowsOf(seeing.identity, table)) continue;
    const after = name === start.projection ? start.key : undefined;
    const page = await changedRows(rows, table, since, { after, limit: left });
    for (const { key, before, after: now } of page) {
      const shown = (row: object | undefined) => shownRow(seeing.identity, table, row);
      const told = tellChange(name, key, { before: shown(before), after: shown(now) });
      if (told !== undefined) found.push({ projection: name, key, ...told });
    }
    left -= page.length;
    const last = page.at(-1);
    if (left === 0 && last !== undefined) return { changes: found, next: `${name} ${last.key}` };
  }
  return { changes: found };
}

type Start = { readonly projection: string; readonly key: string | undefined };

function startOf(after = ""): Start {
  const space = after.indexOf(" ");
  if (space < 0) return { projection: after, key: undefined };
  return { projection: after.slice(0, space), key: after.slice(space + 1) };
}

/** As in URLs and on the command line: `instance-status`. */
function queryName(table: string): string {
  return table.replaceAll("_", "-");
}
