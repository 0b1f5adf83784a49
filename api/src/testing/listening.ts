/** A house of a test that listens, for clients that are none of ours. */
import { once } from "node:events";
import { request } from "node:http";
import { type Recorded, streamName } from "@partita/ledger";
import { a } from "@partita/schemas/testing/a.ts";
import { bearer, type Caller, type World } from "#api/testing/world.ts";

export async function listening({ app }: World): Promise<string> {
  return app.listen({ port: 0, host: "127.0.0.1" });
}

/** Appends so many offers of a seller, each in a stream of its own: everybody sees these. */
export async function offered(
  { ports }: World,
  count: number,
  beginning = 0,
): Promise<readonly Recorded[]> {
  const recorded: Recorded[] = [];
  for (let index = beginning; index < beginning + count; index++) {
    const offer = `OFFER-${index}`;
    const movement = a("offer-published", { detail: { offer } });
    const appended = await ports.store.append("offer", offer, 0, [movement]);
    if (appended.status !== "appended") throw new Error(streamName("offer", offer));
    recorded.push(...appended.recorded);
  }
  return recorded;
}

/** The answer as it comes, from a client that reads no more than it is told to. */
export async function opened(url: string, caller: Caller, headers: Record<string, string> = {}) {
  const asking = request(url, { headers: { ...bearer(caller), ...headers } });
  asking.end();
  const [response] = await once(asking, "response");
  // An event names its arguments nowhere; this one has the answer.
  return response as import("node:http").IncomingMessage;
}
