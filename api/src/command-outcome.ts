/** Answers what became of a command, from the log itself: the rows may not know it yet. */
import { type QueryAnswer, shownTo } from "@partita/schemas";
import type { Asked } from "#api/answers.ts";
import { type Denial, deny } from "#api/problems.ts";

/** As in the feed; to whom nothing of it is shown does not learn that it exists. */
export async function commandOutcome({
  parameters: { command },
  seeing: { identity },
  store,
}: Asked<"command-outcome">): Promise<QueryAnswer<"command-outcome"> | Denial> {
  const written = await store.writtenBy(command);
  const movements = written.flatMap((recorded) => shownTo(identity, recorded) ?? []);
  const last = written.at(-1);
  if (last === undefined || movements.length === 0)
    return deny("no-such-command", { facts: { command } });
  return { command, movements, position: `${last.position}` };
}
