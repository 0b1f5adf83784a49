/** A `fetch` over TLS that trusts a Master's own roots only, and may show a certificate. */
import { Agent, fetch as undiciFetch } from "undici";

export type Credentials = {
  /** Roots to trust, in PEM; they take the place of those of public authorities. */
  readonly ca: string;
  /** What is shown of oneself, in PEM: the certificate with its chain behind it, and its key. */
  readonly cert?: string;
  readonly key?: string;
};

export type SecureFetch = {
  readonly fetch: typeof fetch;
  /** From the next request on; what is under way ends on the connections that it began on. */
  replace(credentials: Credentials): void;
  /** Ends its connections, after what is under way on them. */
  close(): Promise<void>;
};

/** Nobody who is there takes longer to shake hands. */
const connectMillisecondsMax = 10_000;
/** Handshakes cost more than anything else: a connection is kept as long as the Master keeps it. */
const keepAliveMilliseconds = 60_000;
/** Of one program to its Master; requests beyond these wait for each other. */
const connectionsMax = 32;

/** Every request fails whose Master's certificate does not lead to the roots. */
export function secureFetch(credentials: Credentials): SecureFetch {
  let agent = agentWith(credentials);
  const send = (...[address, init]: Parameters<typeof fetch>) =>
    // The same fetch in another release than the one within Node.js; their types differ in details.
    undiciFetch(address as string | URL, { ...(init as object), dispatcher: agent });
  return {
    // Its answers are of undici's own class, which has all that the platform's has.
    fetch: send as unknown as typeof fetch,
    replace: (next) => {
      const before = agent;
      agent = agentWith(next);
      // What it still carries is somebody else's request, who hears of any fault.
      before.close().catch(() => undefined);
    },
    // Once is enough, and again is no fault.
    close: async () => (agent.closed ? undefined : agent.close()),
  };
}

function agentWith({ ca, cert, key }: Credentials): Agent {
  return new Agent({
    connect: {
      ca,
      ...(cert !== undefined && { cert }),
      ...(key !== undefined && { key }),
      minVersion: "TLSv1.2",
      rejectUnauthorized: true,
      timeout: connectMillisecondsMax,
    },
    keepAliveTimeout: keepAliveMilliseconds,
    connections: connectionsMax,
  });
}
