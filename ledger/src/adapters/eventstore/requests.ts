/** What is asked of the server, in the messages of its own service definition. */
import shared, { type Empty } from "@eventstore/db-client/generated/shared_pb.js";
import messages, {
  type AppendReq,
  type ReadReq,
} from "@eventstore/db-client/generated/streams_pb.js";
import type { Position } from "#ledger/store/store.ts";

const { Options } = messages.ReadReq;
/** As many as there are. */
const all = String(Number.MAX_SAFE_INTEGER);
/** Records that the server looks through before it looks whether it shall go on. */
const searchWindow = 512;
/** Checkpoints mean nothing to us, but their interval must be there. */
const checkpointInterval = 1;

const empty = (): Empty => new shared.Empty();

/** What stands in a stream from a revision on (counted from 0, as the server does). */
export function streamFrom(stream: string, revision: number, limit?: number): ReadReq {
  const from = streamOptions(stream).setRevision(String(revision));
  return reading(new Options().setStream(from).setNoFilter(empty()), limit);
}

/** The last that was written to a stream. */
export function streamEnd(stream: string): ReadReq {
  const from = streamOptions(stream).setEnd(empty());
  return backwards(new Options().setStream(from).setNoFilter(empty()));
}

/** The log from a position on, itself included if something of ours is there. */
export function logFrom(position: Position, prefixes: readonly string[]): ReadReq {
  return reading(new Options().setAll(allFrom(position)).setFilter(filter(prefixes)));
}

/** The last of ours in the log. */
export function logEnd(prefixes: readonly string[]): ReadReq {
  const end = new Options.AllOptions().setEnd(empty());
  return backwards(new Options().setAll(end).setFilter(filter(prefixes)));
}

/** All that is written to the log from now on. */
export function logNews(prefixes: readonly string[]): ReadReq {
  const end = new Options.AllOptions().setEnd(empty());
  return requested(
    new Options()
      .setAll(end)
      .setFilter(filter(prefixes))
      .setSubscription(new Options.SubscriptionOptions()),
  );
}

export type Proposed = {
  readonly id: string;
  readonly type: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
};

/** Expects so many in the stream already: never fewer, never more. */
export function appending(
  stream: string,
  expected: number,
  proposed: readonly Proposed[],
): readonly AppendReq[] {
  const options = new messages.AppendReq.Options().setStreamIdentifier(identifier(stream));
  if (expected === 0) options.setNoStream(empty());
  else options.setRevision(String(expected - 1));
  return [
    new messages.AppendReq().setOptions(options),
    ...proposed.map((one) => new messages.AppendReq().setProposedMessage(message(one))),
  ];
}

function message({ id, type, data, metadata }: Proposed): AppendReq.ProposedMessage {
  const made = new messages.AppendReq.ProposedMessage()
    .setId(new shared.UUID().setString(id))
    .setData(data)
    .setCustomMetadata(metadata);
  made.getMetadataMap().set("type", type).set("content-type", "application/json");
  return made;
}

function identifier(stream: string) {
  return new shared.StreamIdentifier().setStreamName(Buffer.from(stream));
}

function streamOptions(stream: string): ReadReq.Options.StreamOptions {
  return new Options.StreamOptions().setStreamIdentifier(identifier(stream));
}

function allFrom(position: Position): ReadReq.Options.AllOptions {
  const from = new Options.AllOptions();
  if (position === 0n) return from.setStart(empty());
  // What is not written in a transaction of several requests is committed where it is prepared.
  const place = new Options.Position()
    .setCommitPosition(String(position))
    .setPreparePosition(String(position));
  return from.setPosition(place);
}

function filter(prefixes: readonly string[]): ReadReq.Options.FilterOptions {
  const expression = new Options.FilterOptions.Expression().setPrefixList([...prefixes]);
  return new Options.FilterOptions()
    .setStreamIdentifier(expression)
    .setMax(searchWindow)
    .setCheckpointintervalmultiplier(checkpointInterval);
}

function reading(options: ReadReq.Options, limit?: number): ReadReq {
  return requested(options.setCount(limit === undefined ? all : String(limit)));
}

function backwards(options: ReadReq.Options): ReadReq {
  return requested(options.setReadDirection(Options.ReadDirection.BACKWARDS).setCount("1"));
}

function requested(options: ReadReq.Options): ReadReq {
  const asText = new Options.UUIDOption().setString(empty());
  return new messages.ReadReq().setOptions(options.setResolveLinks(false).setUuidOption(asText));
}
