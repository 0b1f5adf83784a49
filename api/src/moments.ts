/** Turns the texts of a query string into the moments that a question is asked of. */
import { logUntil, type MovementStore } from "@partita/ledger";
import type { Moment } from "@partita/projections";
import { positionMax, positionMillisecondsMax } from "#api/limits.ts";
import type { Ports } from "#api/ports.ts";
import { type Denial, deny } from "#api/problems.ts";

type Reached = Pick<Ports, "rows" | "store">;
export type Moments = { readonly moment: Moment; readonly since: Moment };

/**
 * Both moments of a query, `since` for the few that compare two; waits until the rows know them.
 */
export async function momentsOf(
  ports: Reached,
  texts: Readonly<Record<string, string>>,
): Promise<Moments | Denial> {
  const { at, knownAt, fromAt = at, fromKnownAt = knownAt } = texts;
  const moment = await momentOf(ports, { at, knownAt });
  if ("problem" in moment) return moment;
  const since = await momentOf(ports, { at: fromAt, knownAt: fromKnownAt });
  return "problem" in since ? since : { moment, since };
}

/** Waits for a position, as after one's own write; undefined: it can be seen. */
export async function awaitPosition(
  { store, rows }: Reached,
  position: bigint,
): Promise<Denial | undefined> {
  if (position > positionMax)
    return deny("schema-mismatch", { detail: `no log reaches ${position}` });
  if (position === 0n || (await rows.reached(position, positionMillisecondsMax))) return undefined;
  const facts = { position: `${position}`, log: `${await store.head()}` };
  return deny("projection-behind", { facts });
}

/** The log as it was at a moment. */
export function storeAt(store: MovementStore, { knownAt }: Moment): MovementStore {
  return knownAt === undefined ? store : logUntil(store, knownAt);
}

type Texts = { readonly at: string | undefined; readonly knownAt: string | undefined };

async function momentOf(ports: Reached, { at, knownAt }: Texts): Promise<Moment | Denial> {
  const when = at === undefined ? {} : { at };
  if (knownAt === undefined) return when;
  const known = /^\d+$/.test(knownAt) ? BigInt(knownAt) : await positionAt(ports, knownAt);
  if (typeof known !== "bigint") return known;
  return (await awaitPosition(ports, known)) ?? { ...when, knownAt: known };
}

/** While nothing later is in the rows, what the log has more may have been recorded by then too. */
async function positionAt(ports: Reached, instant: string): Promise<bigint | Denial> {
  const { rows, store } = ports;
  const position = await rows.positionAt(instant);
  if (position < (await rows.read((reader) => reader.position()))) return position;
  const behind = await awaitPosition(ports, await store.head());
  return behind ?? rows.positionAt(instant);
}
