/** Reads Server-Sent Events as a browser does: comes back after the last id when it is cut off. */
import { setTimeout as sleep } from "node:timers/promises";
import type { PartsAlone } from "./parts-alone.ts";

const pauseMilliseconds = 50;

export type FeedReader = {
  /** The ids of all events, in the order in which they came. */
  readonly ids: readonly string[];
  /** How often the feed was opened. */
  readonly comings: number;
  stop(): Promise<void>;
};

/** From the beginning of the log, as an auditor. */
export function feedReader({ url, tokenOf, fetch: travel }: PartsAlone): FeedReader {
  const ids: string[] = [];
  const stopping = new AbortController();
  let comings = 0;
  const read = async () => {
    const last = ids.at(-1);
    const reply = await travel(`${url}/v1/movements`, {
      signal: stopping.signal,
      headers: {
        accept: "text/event-stream",
        authorization: `Bearer ${tokenOf("person:auditor")}`,
        "last-event-id": last ?? "0",
      },
    });
    if (!reply.ok || reply.body === null) throw new Error(`answered ${reply.status}`);
    comings += 1;
    let rest = "";
    for await (const chunk of reply.body.pipeThrough(new TextDecoderStream())) {
      // An event ends with an empty line; one that was cut off before it has not come.
      const events = (rest + chunk).split("\n\n");
      rest = events.pop() ?? "";
      // Without data it is a sign of life.
      const told = events.filter((event) => /^data:/m.test(event));
      ids.push(...told.flatMap((event) => /^id: ?(.*)$/m.exec(event)?.[1] ?? []));
    }
  };
  const reading = (async () => {
    while (!stopping.signal.aborted) {
      // Cut off, or nobody is there: it comes back, as often as it takes.
      await read().catch(() => undefined);
      await sleep(pauseMilliseconds);
    }
  })();
  return {
    ids,
    get comings() {
      return comings;
    },
    stop: async () => {
      stopping.abort();
      await reading;
    },
  };
}
