/** A log of many lives of a market: realistic movements in any number, the same every time. */
import { type MovementStore, memoryStore, type Recorded } from "@partita/ledger";
import { liveThrough } from "@partita/projections/testing/life.ts";

/** What names something of one life: each life has its own; the seller is the same in all. */
const names = /\b(COMP|HOOK|INST|INV|OFFER|TREE|customer)-([0-9A-Z]+)/g;
const commandIds = /\b[0-9a-f]{8}(?=-[0-9a-f]{4}-[0-9a-f]{4}-)/g;
const instants = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

/** One life after the other, in pages of so many movements at least; positions from 1. */
export async function* manyLives(
  count: number,
  pageMovements: number,
): AsyncGenerator<readonly Recorded[]> {
  const life = await oneLife();
  const lengths = new Map(life.map(({ stream, revision }) => [stream, revision]));
  const texts = life.map(({ movement, stream }) => JSON.stringify({ movement, stream }));
  const milliseconds = spanOf(life);
  let page: Recorded[] = [];
  for (let position = 1; position <= count; position++) {
    const index = (position - 1) % life.length;
    const turn = Math.floor((position - 1) / life.length);
    const { movement, stream } = JSON.parse(anew(texts[index] ?? "", turn, milliseconds));
    // The seller's own stream is one through all lives.
    const earlier = turn * (lengths.get(stream) ?? 0);
    const revision = earlier + (life[index]?.revision ?? 0);
    page.push({ movement, stream, revision, position: BigInt(position) });
    if (page.length < pageMovements && position < count) continue;
    yield page;
    page = [];
  }
}

async function oneLife(): Promise<readonly Recorded[]> {
  const store: MovementStore = memoryStore();
  await liveThrough(store);
  return store.readAll(0n, 10_000);
}

function anew(text: string, turn: number, milliseconds: number): string {
  const later = turn * milliseconds;
  return text
    .replace(names, (_, kind: string, number: string) => `${kind}-${number}.${turn}`)
    .replace(commandIds, (id) =>
      ((Number.parseInt(id, 16) + turn) >>> 0).toString(16).padStart(8, "0"),
    )
    .replace(instants, (instant) => new Date(Date.parse(instant) + later).toISOString());
}

/** From the first to the last, and a minute more. */
function spanOf(life: readonly Recorded[]): number {
  const times = life.map(({ movement }) => Date.parse(movement.recordedAt));
  return Math.max(...times) - Math.min(...times) + 60_000;
}
