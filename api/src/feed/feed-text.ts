/** Writes the feed as text, page by page: JSON lines to the end of the log, or events for ever. */
import { type MovementStore, pagesOf } from "@partita/ledger";
import { cloudEvent, type RecordedMovement } from "@partita/schemas";
import type { Show } from "#api/feed/wanted.ts";

/** Movements held at once: a reader's page, and the one that is fetched meanwhile. */
const pageMovementsMax = 250;
/** How long a client that lost its feed waits before it comes again. */
const retryMilliseconds = 2_000;

export type Reading = {
  readonly store: MovementStore;
  readonly after: bigint;
  readonly show: Show;
  readonly envelope: "none" | "cloudevents";
};

/** One movement a line, up to and including a position; none is skipped, none comes twice. */
export async function* linesOf(
  { store, after, show, envelope }: Reading,
  until: bigint,
): AsyncGenerator<string> {
  for await (const page of pagesOf(store, after, { until, movementsMax: pageMovementsMax }))
    yield textOf(page, show, (movement) => `${jsonOf(movement, envelope)}\n`);
}

type Living = {
  readonly signal: AbortSignal;
  /** At least this often something is sent, with the position that the reader has come to. */
  readonly heartbeatMilliseconds: number;
};

/**
 * Server-Sent Events, until the signal aborts. Each has its position as id, and so has a heartbeat:
 * a reader that comes again does not look a second time at what it may not see.
 */
export async function* eventsOf(
  { store, after, show, envelope }: Reading,
  { signal, heartbeatMilliseconds }: Living,
): AsyncGenerator<string> {
  let position = after;
  let spokenAt = performance.now();
  const silence = () => performance.now() - spokenAt;
  const spoken = (text: string) => {
    spokenAt = performance.now();
    return text;
  };
  yield spoken(`retry: ${retryMilliseconds}\n\n`);
  while (!signal.aborted) {
    for await (const page of pagesOf(store, position, { movementsMax: pageMovementsMax })) {
      position = page.at(-1)?.position ?? position;
      const text = textOf(page, show, (movement) => eventOf(movement, envelope));
      if (text !== "") yield spoken(text);
      else if (silence() >= heartbeatMilliseconds) yield spoken(heartbeat(position));
      if (signal.aborted) return;
    }
    const left = Math.max(0, Math.ceil(heartbeatMilliseconds - silence()));
    await store.waitBeyond(position, AbortSignal.any([signal, AbortSignal.timeout(left)]));
    if (!signal.aborted && silence() >= heartbeatMilliseconds) yield spoken(heartbeat(position));
  }
}

type Page = readonly Parameters<Show>[0][];

function textOf(page: Page, show: Show, write: (movement: RecordedMovement) => string): string {
  return page
    .flatMap((recorded) => show(recorded) ?? [])
    .map(write)
    .join("");
}

function jsonOf(movement: RecordedMovement, envelope: Reading["envelope"]): string {
  return JSON.stringify(envelope === "cloudevents" ? cloudEvent(movement) : movement);
}

/** JSON has no line breaks of its own, hence one line of data. */
function eventOf(movement: RecordedMovement, envelope: Reading["envelope"]): string {
  return `id: ${movement.position}\ndata: ${jsonOf(movement, envelope)}\n\n`;
}

/** Without data it is no event: clients keep the id and tell nobody. */
function heartbeat(position: bigint): string {
  return `: still here\nid: ${position}\n\n`;
}
