/** Answers Streams.Read: a stream or the log, either way, with a filter, and subscriptions. */
import type { ReadReq, ReadResp } from "@eventstore/db-client/generated/streams_pb.js";
import type { ServerWritableStream } from "@grpc/grpc-js";
import {
  caughtUpAnswer,
  checkpointAnswer,
  confirmedAnswer,
  notFoundAnswer,
  refusal,
  storedAnswer,
  unreadable,
} from "#ledger/testing/event-store-server/answers.ts";
import type { EventLog, Stored } from "#ledger/testing/event-store-server/event-log.ts";
import type { Node } from "#ledger/testing/event-store-server/node.ts";

type ReadCall = ServerWritableStream<ReadReq, ReadResp>;
type Options = ReadReq.Options;

/** Records that a real server looks through before it tells how far it has come. */
const searchWindowDefault = 32;

export async function answerRead(node: Node, call: ReadCall): Promise<void> {
  const options = call.request.getOptions();
  if (options === undefined) throw new Error("a reading has options");
  const refused = node.refusalOf(call.metadata);
  const kind = options.hasSubscription() ? "subscription" : "read";
  const fault = node.faults.meet({ kind, stream: streamIn(options) });
  if (refused !== undefined) return fail(call, refusal(refused));
  if (fault?.does === "refuse") return fail(call, refusal(fault.refusal));
  if (fault?.does === "lose-answer") return node.dropConnections();
  if (fault?.does === "hold") await fault.until;
  if (!isAtRecord(node.log, options)) return fail(call, refusal(unreadable));
  let left = fault?.does === "break-off" ? fault.after : Number.POSITIVE_INFINITY;
  const answers = kind === "subscription" ? news(node.log, call, options) : read(node.log, options);
  for await (const answer of answers) {
    if (left === 0) return node.dropConnections();
    left -= 1;
    node.count();
    if (!(await sent(call, answer))) return;
  }
  call.end();
}

function fail(call: ReadCall, fault: Error): void {
  call.emit("error", fault);
}

/** Waits until the client takes more; false when it has gone. */
async function sent(call: ReadCall, answer: ReadResp): Promise<boolean> {
  if (call.cancelled) return false;
  if (call.write(answer)) return true;
  await oneOf(call, ["drain", "cancelled", "close"]);
  return !call.cancelled;
}

function oneOf(call: ReadCall, signs: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      for (const sign of signs) call.removeListener(sign, done);
      resolve();
    };
    for (const sign of signs) call.once(sign, done);
  });
}

function* read(log: EventLog, options: Options): Generator<ReadResp> {
  const stream = streamIn(options);
  if (stream !== undefined && log.stream(stream).length === 0) {
    yield notFoundAnswer(stream);
    return;
  }
  const source = stream === undefined ? log : fromArray(log.stream(stream));
  const matches = filterIn(options);
  const isForwards = options.getReadDirection() === 0;
  let left = BigInt(options.getCount());
  // The end is where the log ends when it is reached, not when the question was asked.
  for (let at = startOf(log, options); at >= 0 && left > 0n; at += isForwards ? 1 : -1) {
    const stored = source.at(at);
    if (stored === undefined) return;
    if (!matches(stored)) continue;
    left -= 1n;
    yield storedAnswer(stored);
  }
}

/** Catches up, says so, and goes on for ever; a checkpoint tells of what the filter left out. */
async function* news(log: EventLog, call: ReadCall, options: Options): AsyncGenerator<ReadResp> {
  const matches = filterIn(options);
  const every = checkpointEvery(options);
  let at = subscriptionStart(log, options);
  let isLive = false;
  let considered = 0;
  yield confirmedAnswer(`subscription-${log.length()}`);
  while (!call.cancelled) {
    const stored = log.at(at);
    if (stored === undefined) {
      if (!isLive) yield caughtUpAnswer();
      isLive = true;
      await appended(log, call, at);
      continue;
    }
    at += 1;
    considered += 1;
    if (matches(stored)) yield storedAnswer(stored);
    if (considered % every === 0) yield checkpointAnswer(stored.position);
  }
}

function appended(log: EventLog, call: ReadCall, length: number): Promise<void> {
  if (log.length() > length || call.cancelled) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      forget();
      call.removeListener("cancelled", done).removeListener("close", done);
      resolve();
    };
    const forget = log.onAppend(done);
    call.once("cancelled", done).once("close", done);
  });
}

function startOf(log: EventLog, options: Options): number {
  const isForwards = options.getReadDirection() === 0;
  const stream = options.getStream();
  if (stream !== undefined) {
    if (stream.hasStart()) return 0;
    if (stream.hasRevision()) return Number(stream.getRevision());
    return log.stream(streamIn(options) ?? "").length - (isForwards ? 0 : 1);
  }
  const all = options.getAll();
  if (all?.hasEnd()) return log.length() - (isForwards ? 0 : 1);
  const position = all?.getPosition()?.getCommitPosition();
  if (position === undefined) return isForwards ? 0 : -1;
  return log.indexOf(BigInt(position)) - (isForwards ? 0 : 1);
}

/** Whether a record begins at the position that is asked for, or the log ends before it. */
function isAtRecord(log: EventLog, options: Options): boolean {
  const asked = options.getAll()?.getPosition()?.getCommitPosition();
  if (asked === undefined) return true;
  const found = log.at(log.indexOf(BigInt(asked)));
  return found === undefined || found.position === BigInt(asked);
}

/** A subscription begins behind its position, a reading at it. */
function subscriptionStart(log: EventLog, options: Options): number {
  const start = startOf(log, options);
  const position = options.getAll()?.getPosition()?.getCommitPosition();
  const isThere = position !== undefined && log.at(start)?.position === BigInt(position);
  return isThere ? start + 1 : start;
}

function streamIn(options: Options): string | undefined {
  const name = options.getStream()?.getStreamIdentifier()?.getStreamName_asU8();
  return name === undefined ? undefined : Buffer.from(name).toString();
}

function filterIn(options: Options): (stored: Stored) => boolean {
  const filter = options.getFilter();
  if (filter === undefined) return () => true;
  const prefixes = filter.getStreamIdentifier()?.getPrefixList();
  if (prefixes === undefined) throw new Error("only filters of stream prefixes are understood");
  return ({ stream }) => prefixes.some((prefix) => stream.startsWith(prefix));
}

function checkpointEvery(options: Options): number {
  const filter = options.getFilter();
  if (filter === undefined) return Number.POSITIVE_INFINITY;
  const interval = filter.getCheckpointintervalmultiplier();
  if (interval === 0) throw new Error("a filtered subscription has a checkpoint interval");
  return interval * (filter.hasMax() ? filter.getMax() : searchWindowDefault);
}

function fromArray(stored: readonly Stored[]) {
  return { at: (index: number) => stored[index] };
}
