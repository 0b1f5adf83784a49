/** Answers how a computer is: what the log knows of it, and when it was last heard of. */
import { findPartitions } from "@partita/projections/computer-partitions/query.ts";
import { findComputer } from "@partita/projections/free-partitions/query.ts";
import { itemId, millisecondsBetween } from "@partita/schemas";
import type { Asked } from "#api/answers.ts";
import { denySight } from "#api/authorise.ts";
import type { Contact } from "#api/contacts/contacts.ts";
import { deny } from "#api/problems.ts";

/** Agents poll each minute: after ten misses something is wrong (SlapOS takes no more then). */
const freshMillisecondsMax = 600_000;
const staleMillisecondsMax = 3_600_000;

export async function computerStatus(asked: Asked<"computer-status">) {
  const { parameters, seeing, rows, contacts, now } = asked;
  const { computer: reference } = parameters;
  const computer = await findComputer(rows, reference);
  const { actor } = seeing.identity;
  const isOwn = actor === itemId("computer", reference) || computer?.owner === actor;
  if (seeing.sight === "own" && !isOwn) return denySight("computer-status", seeing);
  if (computer === undefined) return deny("no-such-computer", { facts: { computer: reference } });
  const contact = (await contacts.find([reference])).get(reference);
  const partitions = [...(await findPartitions(rows, reference))];
  return { computer, partitions, ...(contact && { contact: shown(contact, now) }) };
}

function shown({ at, text, since }: Contact, now: string) {
  return { at, text, since, freshness: freshnessOf(at, now) };
}

/** In the words that people and the market use. */
export function freshnessOf(at: string, now: string): "fresh" | "stale" | "silent" {
  const milliseconds = at < now ? millisecondsBetween(at, now) : 0;
  if (milliseconds < freshMillisecondsMax) return "fresh";
  return milliseconds < staleMillisecondsMax ? "stale" : "silent";
}
