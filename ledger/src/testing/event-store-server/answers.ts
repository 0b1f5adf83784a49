/** What the server says, in the messages and status codes of the real one. */
import shared from "@eventstore/db-client/generated/shared_pb.js";
import messages, {
  type AppendReq,
  type AppendResp,
  type ReadResp,
} from "@eventstore/db-client/generated/streams_pb.js";
import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import type { Stored } from "#ledger/testing/event-store-server/event-log.ts";

const ticksPerMillisecond = 10_000n;

const empty = () => new shared.Empty();

export function writtenAnswer(last: Stored): AppendResp {
  const position = new messages.AppendResp.Position()
    .setCommitPosition(String(last.position))
    .setPreparePosition(String(last.position));
  const success = new messages.AppendResp.Success()
    .setCurrentRevision(String(last.revision))
    .setPosition(position);
  return new messages.AppendResp().setSuccess(success);
}

export function wrongRevisionAnswer(
  options: AppendReq.Options,
  current: number | undefined,
): AppendResp {
  const wrong = new messages.AppendResp.WrongExpectedVersion();
  if (options.hasNoStream()) wrong.setExpectedNoStream(empty());
  else if (options.hasStreamExists()) wrong.setExpectedStreamExists(empty());
  else if (options.hasAny()) wrong.setExpectedAny(empty());
  else wrong.setExpectedRevision(options.getRevision());
  if (current === undefined) wrong.setCurrentNoStream(empty());
  else wrong.setCurrentRevision(String(current));
  return new messages.AppendResp().setWrongExpectedVersion(wrong);
}

export function storedAnswer(stored: Stored): ReadResp {
  const record = new messages.ReadResp.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(stored.id))
    .setStreamIdentifier(streamIdentifier(stored.stream))
    .setStreamRevision(String(stored.revision))
    .setCommitPosition(String(stored.position))
    .setPreparePosition(String(stored.position))
    .setData(stored.data)
    .setCustomMetadata(stored.metadata);
  record
    .getMetadataMap()
    .set("type", stored.type)
    .set("content-type", stored.contentType)
    .set("created", String(BigInt(Date.now()) * ticksPerMillisecond));
  const read = new messages.ReadResp.ReadEvent()
    .setEvent(record)
    .setCommitPosition(String(stored.position));
  return new messages.ReadResp().setEvent(read);
}

export function notFoundAnswer(stream: string): ReadResp {
  const missing = new messages.ReadResp.StreamNotFound();
  return new messages.ReadResp().setStreamNotFound(
    missing.setStreamIdentifier(streamIdentifier(stream)),
  );
}

export function confirmedAnswer(subscription: string): ReadResp {
  const confirmation = new messages.ReadResp.SubscriptionConfirmation();
  return new messages.ReadResp().setConfirmation(confirmation.setSubscriptionId(subscription));
}

export function caughtUpAnswer(): ReadResp {
  return new messages.ReadResp().setCaughtUp(new messages.ReadResp.CaughtUp());
}

export function checkpointAnswer(position: bigint): ReadResp {
  const checkpoint = new messages.ReadResp.Checkpoint()
    .setCommitPosition(String(position))
    .setPreparePosition(String(position));
  return new messages.ReadResp().setCheckpoint(checkpoint);
}

export function streamIdentifier(stream: string) {
  return new shared.StreamIdentifier().setStreamName(Buffer.from(stream));
}

export type Refusal = {
  readonly code: status;
  readonly details: string;
  readonly trailers?: Readonly<Record<string, string>>;
};

export function refusal({ code, details, trailers = {} }: Refusal): ServiceError {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.add(key, value);
  return Object.assign(new Error(details), { code, details, metadata });
}

export function tooLarge(bytesMax: number): Refusal {
  return {
    code: status.INVALID_ARGUMENT,
    details: `Maximum Append Size of ${bytesMax} Exceeded.`,
    trailers: {
      exception: "maximum-append-size-exceeded",
      "maximum-append-size": String(bytesMax),
    },
  };
}

export function notLeader({ address, port }: { address: string; port: number }): Refusal {
  return {
    code: status.NOT_FOUND,
    details: "Leader info available",
    trailers: {
      exception: "not-leader",
      "leader-endpoint-host": address,
      "leader-endpoint-port": String(port),
    },
  };
}

export const noLeader: Refusal = {
  code: status.UNKNOWN,
  details: "No leader info available in response",
};

export const notReady: Refusal = { code: status.UNAVAILABLE, details: "Server Is Not Ready" };

export const timedOut: Refusal = {
  code: status.ABORTED,
  details: "Operation timed out: the write was not acknowledged in time",
};

/** Of a reading that begins within a record. */
export const unreadable: Refusal = {
  code: status.UNKNOWN,
  details: "Unexpected FilteredReadAllResult: Error",
};

export const accessDenied: Refusal = {
  code: status.PERMISSION_DENIED,
  details: "Access Denied",
  trailers: { exception: "access-denied" },
};
