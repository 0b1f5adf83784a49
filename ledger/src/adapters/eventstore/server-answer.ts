/** What an answer of EventStoreDB means for the call: the one place that knows its status codes. */

/** Of the status codes of gRPC, those after which another attempt may help. */
const codes = {
  cancelled: 1,
  unknown: 2,
  deadlineExceeded: 4,
  aborted: 10,
  internal: 13,
  unavailable: 14,
} as const;

/**
 * What became of a call that was not answered as wished.
 * - `untouched`: the server has done nothing; worth another attempt.
 * - `lost`: what was asked for may have been done, or may be done yet; worth another attempt.
 * - `moved`: the stream is at another revision.
 * - `too-large`: more bytes than the server takes in one append.
 * - `fault`: the server will not do this, however often it is asked.
 */
export type Verdict =
  | { readonly kind: "untouched" | "lost" | "moved" | "fault" }
  | { readonly kind: "too-large"; readonly bytesMax: number };

type ServerAnswer = {
  readonly code: number;
  readonly details: string;
  readonly metadata?: { get(key: string): readonly unknown[] };
};

/** Never reached the server, or was turned away before anything was done. */
const turnedAway = [
  /^(No connection established|Channel closed|Name resolution failed)/,
  /ECONNREFUSED/,
  /^Server Is (Not Ready|Too Busy)/,
];

/** Read from a position where nothing begins: what was asked for is wrong. */
const unreadable = /^Unexpected \w*Read\w*Result/;

export function verdictOn(fault: unknown): Verdict {
  // The client found no member of the cluster to send the call to.
  if (!isServerAnswer(fault)) return { kind: isDiscovery(fault) ? "untouched" : "fault" };
  const [exception] = fault.metadata?.get("exception") ?? [];
  switch (exception) {
    case "not-leader":
      return { kind: "untouched" };
    case "wrong-expected-version":
      return { kind: "moved" };
    case "maximum-append-size-exceeded":
      return {
        kind: "too-large",
        bytesMax: Number(fault.metadata?.get("maximum-append-size")[0]),
      };
  }
  if (exception !== undefined) return { kind: "fault" };
  return { kind: byCode(fault) };
}

/** What the server calls a timeout is ABORTED; a leader that is not elected yet is UNKNOWN. */
function byCode({ code, details }: ServerAnswer): "untouched" | "lost" | "fault" {
  switch (code) {
    case codes.unavailable:
      return turnedAway.some((one) => one.test(details)) ? "untouched" : "lost";
    case codes.unknown:
      if (unreadable.test(details)) return "fault";
      return details.startsWith("No leader info") ? "untouched" : "lost";
    case codes.aborted:
    case codes.cancelled:
    case codes.deadlineExceeded:
    case codes.internal:
      return "lost";
    default:
      return "fault";
  }
}

/** Whether it was asked to read the log from a position where nothing begins. */
export function isUnreadable(fault: unknown): boolean {
  return isServerAnswer(fault) && fault.code === codes.unknown && unreadable.test(fault.details);
}

function isServerAnswer(fault: unknown): fault is ServerAnswer {
  return (
    fault instanceof Error &&
    "code" in fault &&
    typeof fault.code === "number" &&
    "details" in fault &&
    typeof fault.details === "string"
  );
}

function isDiscovery(fault: unknown): boolean {
  return fault instanceof Error && fault.message.startsWith("Failed to discover");
}
