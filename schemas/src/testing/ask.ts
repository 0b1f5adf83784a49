/**
 * Builds a command for a test from the example of its kind, changing only what the test is about.
 */
import type { Command, CommandKind } from "../command.ts";
import { commandKinds } from "../commands/registry.ts";

type Changes<K extends CommandKind> = Partial<Omit<Command<K>, "kind" | "detail">> & {
  readonly detail?: Partial<Command<K>["detail"]>;
};

let counter = 0;

export function ask<K extends CommandKind>(kind: K, changes: Changes<K> = {}): Command<K> {
  const declared = commandKinds.find((candidate) => candidate.kind === kind);
  if (declared === undefined) throw new Error(`no command ${kind}`);
  counter += 1;
  // The registry pairs each kind with an example of its own detail, which a lookup by name forgets.
  return {
    kind,
    id: `11111111-0000-8000-8000-${String(counter).padStart(12, "0")}`,
    actor: "organisation:master",
    at: "2026-01-01T00:00:00.000Z",
    streamId: "stream-1",
    causes: [],
    ...changes,
    detail: { ...declared.example, ...changes.detail },
  } as unknown as Command<K>;
}
