/** Posts letters over HTTPS: no redirects, no private addresses, bounded in time. */
import { lookup as resolve } from "node:dns";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isPublicAddress } from "#webhooks/adapters/public-address.ts";
import type { Letter, Post, Posted } from "#webhooks/ports.ts";

/** Of the 15 to 30 seconds that Standard Webhooks recommends. */
const answerMillisecondsMax = 20_000;

export type Posting = {
  /** Private addresses and plain HTTP too: for a house and its receivers on one machine. */
  readonly local: boolean;
  readonly millisecondsMax?: number;
};

/** Never rejects. */
export function httpPost({ local, millisecondsMax = answerMillisecondsMax }: Posting): Post {
  return async (letter, signal) => {
    // The log may hold addresses that were taken when less was refused.
    if (!URL.canParse(letter.url)) return { failed: "its address cannot be read", forbidden: true };
    const url = new URL(letter.url);
    const refused = local ? undefined : refusalOf(url);
    if (refused !== undefined) return { failed: refused, forbidden: true };
    return travel(url, letter, { local, signal, deadline: AbortSignal.timeout(millisecondsMax) });
  };
}

/** What can be said before the name is looked up. */
function refusalOf({ protocol, hostname }: URL): string | undefined {
  if (protocol !== "https:") return "nothing is sent over plain HTTP";
  const address = hostname.replace(/^\[|\]$/g, "");
  return isIP(address) === 0 || isPublicAddress(address) ? undefined : notPublic(hostname);
}

function notPublic(host: string): string {
  return `${host} is no address of the public internet`;
}

type Travelling = {
  readonly local: boolean;
  readonly signal: AbortSignal;
  readonly deadline: AbortSignal;
};

function travel(
  url: URL,
  { headers, body }: Letter,
  { local, signal, deadline }: Travelling,
): Promise<Posted> {
  return new Promise((settle) => {
    const ask = url.protocol === "https:" ? requestHttps : requestHttp;
    const request = ask(url, {
      method: "POST",
      headers: { ...headers, "content-length": Buffer.byteLength(body) },
      signal: AbortSignal.any([signal, deadline]),
      // A connection that is kept would be one that nobody looked at again.
      agent: false,
      ...(!local && { lookup: lookupPublic }),
    });
    request.on("response", (response) => {
      settle({ status: response.statusCode ?? 0, retryAfter: response.headers["retry-after"] });
      // The status is all that counts: what else is sent would only hold the connection open.
      request.destroy();
    });
    // Unheard, a change of protocol would end the request without a word.
    request.on("upgrade", (response, socket) => {
      settle({ status: response.statusCode ?? 0, retryAfter: undefined });
      socket.destroy();
    });
    request.on("error", (error) => settle(failureOf(error, url, deadline)));
    // Whatever else may end it: who waits is told, unless it was before.
    request.on("close", () => settle(failureOf(new Error("closed"), url, deadline)));
    request.end(body);
  });
}

/** After the answer it settles nothing any more. */
function failureOf(error: NodeJS.ErrnoException, { host }: URL, deadline: AbortSignal): Posted {
  if (error instanceof PrivateAddress) return { failed: error.message, forbidden: true };
  if (deadline.aborted) return { failed: `${host} did not answer in time`, forbidden: false };
  const why = error.code === undefined ? "" : ` (${error.code})`;
  return { failed: `${host} cannot be reached${why}`, forbidden: false };
}

class PrivateAddress extends Error {
  override readonly name = "PrivateAddress";
}

/**
 * Looks at the very addresses that are connected to: checked earlier, a name could lead elsewhere
 * by then. One that is not public condemns the name.
 */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, []);
    const inside = addresses.find(({ address }) => !isPublicAddress(address));
    if (inside !== undefined) return callback(new PrivateAddress(notPublic(hostname)), []);
    if (options.all === true) return callback(null, addresses);
    callback(null, addresses[0]?.address ?? "", addresses[0]?.family);
  });
};
