/** Pours text into an answer as fast as its reader takes it, and no faster. */
import { once } from "node:events";
import type { ServerResponse } from "node:http";

/** `stuck`: the reader took nothing for too long; `left`: it is gone; `ended`: all was sent. */
export type Poured = "ended" | "left" | "stuck";

type Pouring = {
  /** Aborts when the reader is gone. */
  readonly left: AbortSignal;
  readonly stuckMillisecondsMax: number;
};

/** Throws what the source throws; the answer is broken off then, so that nobody takes it whole. */
export async function pour(
  texts: AsyncIterable<string>,
  response: ServerResponse,
  { left, stuckMillisecondsMax }: Pouring,
): Promise<Poured> {
  try {
    for await (const text of texts) {
      if (left.aborted) return "left";
      if (text === "" || response.write(text)) continue;
      const patience = AbortSignal.timeout(stuckMillisecondsMax);
      const drained = await isDrained(response, AbortSignal.any([left, patience]));
      if (!drained) return left.aborted ? "left" : stuck(response);
    }
    response.end();
    return "ended";
  } catch (error) {
    response.destroy();
    throw error;
  }
}

async function isDrained(response: ServerResponse, signal: AbortSignal): Promise<boolean> {
  return once(response, "drain", { signal }).then(
    () => true,
    // Aborted, or the connection broke: there is nobody to wait for any more.
    () => false,
  );
}

function stuck(response: ServerResponse): Poured {
  response.destroy();
  return "stuck";
}
