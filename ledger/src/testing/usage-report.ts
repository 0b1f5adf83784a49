/** Builds a usage report of COMP-1, whose only partition is held by INST-A, for tests. */
import type { Command, Holder } from "@partita/schemas";
import { ask } from "@partita/schemas/testing/ask.ts";

const now = "2026-01-01T00:10:00.000Z";
export const minute = { startsAt: "2026-01-01T00:00:00.000Z", stopsAt: "2026-01-01T00:01:00.000Z" };

export function holder(changes: Partial<Holder> = {}): Holder {
  return {
    partition: "slappart0",
    instance: "INST-A",
    tree: "TREE-A",
    award: "award-a/0",
    seller: "organisation:hoster",
    buyer: "person:ada",
    heldFrom: "2025-12-01T00:00:00.000Z",
    ...changes,
  };
}

/** A report of COMP-1 about slappart0, held by INST-A, with a line for each change. */
export function report(
  lines: readonly Partial<Command<"report-usage">["detail"]["lines"][number]>[],
  detail: Partial<Command<"report-usage">["detail"]> = {},
): Command<"report-usage"> {
  const good = { resource: "cpu-second", reference: "slappart0", quantity: "42.5" };
  const numbered = lines.map((changes, index) => ({ line: index + 1, ...good, ...changes }));
  return ask("report-usage", {
    streamId: "COMP-1",
    at: now,
    detail: { ...minute, holders: [holder()], ...detail, lines: numbered },
  });
}
