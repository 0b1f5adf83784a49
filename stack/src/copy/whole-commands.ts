/** Cuts a log into pages of whole commands: what was written together is copied together. */
import type { Recorded } from "@partita/ledger";

/** The movements of one command, in their order. */
export type Written = readonly Recorded[];

/** Movements per page; a page ends with the command that reaches it. */
const pageMovementsMax = 1_000;

export async function* wholeCommands(
  log: AsyncIterable<Recorded>,
): AsyncGenerator<readonly Written[]> {
  let page: Recorded[][] = [];
  let movements = 0;
  let command: string | undefined;
  for await (const recorded of log) {
    const next = commandOf(recorded);
    if (next !== command && movements >= pageMovementsMax) {
      yield page;
      page = [];
      movements = 0;
    }
    if (next === command) page.at(-1)?.push(recorded);
    else page.push([recorded]);
    command = next;
    movements += 1;
  }
  if (page.length > 0) yield page;
}

/** One append is of one command in one stream. */
function commandOf({ movement, stream }: Recorded): string {
  return `${stream} ${movement.id.slice(0, movement.id.lastIndexOf("/"))}`;
}
