/** Answers what became of a command, from the log itself: the rows may not know it yet. */
import type { QueryAnswer } from "@partita/schemas";
import type { Asked } from "#api/answers.ts";
import { type Denial, deny } from "#api/problems.ts";

/** Only for whoever sent it and for auditors: nobody else learns that it exists. */
export async function commandOutcome({
  parameters: { command },
  seeing: { identity, sight },
  store,
}: Asked<"command-outcome">): Promise<QueryAnswer<"command-outcome"> | Denial> {
  const written = await store.writtenBy(command);
  const last = written.at(-1);
  const isVisible = sight === "everything" || last?.movement.actor === identity.actor;
  if (last === undefined || !isVisible) return deny("no-such-command", { facts: { command } });
  const movements = written.map(({ movement, stream, revision, position }) => ({
    ...movement,
    causes: [...movement.causes],
    items: [...movement.items],
    stream,
    revision,
    position: `${position}`,
  }));
  return { command, movements, position: `${last.position}` };
}
