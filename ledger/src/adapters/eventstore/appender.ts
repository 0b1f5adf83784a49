/**
 * Writes a command once, wherever it is sent to and however often: it is claimed for one place in
 * one stream before it is written there. ADR 0019 goes through every way in which this can break.
 */
import type { Claim, Claims } from "#ledger/adapters/eventstore/claims.ts";
import type { KnownLengths } from "#ledger/adapters/eventstore/known-lengths.ts";
import type { StoreLimits } from "#ledger/adapters/eventstore/limits.ts";
import { OutOfPatience, patiently } from "#ledger/adapters/eventstore/patience.ts";
import type { Places } from "#ledger/adapters/eventstore/places.ts";
import type { Wish } from "#ledger/adapters/eventstore/stored.ts";
import type { Streams } from "#ledger/adapters/eventstore/streams.ts";
import { type Appended, OutcomeUnknown, StoreUnavailable } from "#ledger/store/store.ts";

type Appending = {
  readonly streams: Streams;
  readonly claims: Claims;
  readonly places: Places;
  readonly lengths: KnownLengths;
  readonly limits: StoreLimits;
};

export function appender(appending: Appending): (wish: Wish) => Promise<Appended> {
  const { claims, places, limits } = appending;
  return async (wish) => {
    // A claim on a place that the stream has not reached yet, or that is taken, is never made.
    if ((await lengthAround(appending, wish)) !== wish.expected)
      return repeatedOrConflict(appending, wish.command);
    let count = 1;
    for (let round = 1; round <= limits.claimsMax; round++) {
      if (await claims.make({ ...wish, count }, wish.command)) return writeClaimed(appending, wish);
      const last = await claims.last(wish.command);
      if (last === undefined) throw new Error(`the claims of ${wish.command} are gone`);
      const place = await places.soon(last, wish.command);
      if (place.status === "written") return { status: "repeated", recorded: place.recorded };
      if (place.status === "vacant") return besideRival(appending, wish, last);
      count = last.count + 1;
    }
    throw new StoreUnavailable(`${wish.stream} kept moving under ${wish.command}`);
  };
}

/** As long as expected, or known to be another. */
async function lengthAround(
  { streams, lengths }: Appending,
  { stream, expected }: Wish,
): Promise<number> {
  const known = lengths.of(stream);
  if (known >= expected) return known;
  const length = await streams.length(stream);
  lengths.learn(stream, length);
  return length;
}

/** The place that is claimed is still free: whoever claimed it is at work, or is no more. */
async function besideRival(appending: Appending, wish: Wish, rival: Claim): Promise<Appended> {
  if (rival.stream !== wish.stream)
    throw new OutcomeUnknown(wish.command, {
      cause: new Error(`it is claimed for ${rival.stream}, where it may be written yet`),
    });
  // The stream is as long as the rival expects: whoever expects less has not seen all of it.
  if (rival.expected !== wish.expected) return { status: "conflict" };
  return writeClaimed(appending, wish);
}

/** What stands in the place afterwards decides, and the token that the first of it carries. */
async function writeClaimed(appending: Appending, wish: Wish): Promise<Appended> {
  const { streams, places, limits } = appending;
  const { stream, expected, command, proposed } = wish;
  try {
    const written = await patiently(limits, () => streams.write(stream, expected, proposed));
    if (written.status === "too-large")
      return { status: "too-large", bytes: wish.bytes, bytesMax: written.bytesMax };
    const place = await sawOf(command, () => places.now(wish, command));
    if (place.status !== "written") return await repeatedOrConflict(appending, command);
    const status = place.token === wish.token ? "appended" : "repeated";
    return { status, recorded: place.recorded };
  } catch (fault) {
    throw outcomeOf(command, fault);
  }
}

/** What was sent was taken: whatever goes wrong with looking at it, it may be there. */
async function sawOf<Seen>(command: string, look: () => Promise<Seen>): Promise<Seen> {
  try {
    return await look();
  } catch (cause) {
    throw new OutcomeUnknown(command, { cause });
  }
}

async function repeatedOrConflict({ places }: Appending, command: string): Promise<Appended> {
  const recorded = await places.writtenBy(command);
  return recorded.length > 0 ? { status: "repeated", recorded } : { status: "conflict" };
}

/** Once the movements themselves were sent, only an answer says that they were not written. */
function outcomeOf(command: string, fault: unknown): unknown {
  if (fault instanceof StoreUnavailable) return new OutcomeUnknown(command, { cause: fault });
  if (!(fault instanceof OutOfPatience)) return fault;
  if (fault.isInDoubt) return new OutcomeUnknown(command, { cause: fault.cause });
  return new StoreUnavailable("the event store cannot be reached", { cause: fault.cause });
}
