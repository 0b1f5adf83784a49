/** A movement as EventStoreDB keeps it, and back: its JSON as it stands, and metadata beside it. */
import { randomUUID } from "node:crypto";
import type { ReadResp } from "@eventstore/db-client/generated/streams_pb.js";
import { deriveId, type Movement, type StreamCategory } from "@partita/schemas";
import type { Proposed } from "#ledger/adapters/eventstore/requests.ts";
import type { StreamNames } from "#ledger/adapters/eventstore/stream-names.ts";
import { commandOf, type Recorded, streamName } from "#ledger/store/store.ts";

/** An append as it waits: its movements as they are stored, and what their JSON weighs. */
export type Wish = {
  /** As the port calls it. */
  readonly stream: string;
  readonly expected: number;
  readonly command: string;
  readonly proposed: readonly Proposed[];
  readonly bytes: number;
  /** Of this call and no other: tells whether it was this one that wrote. */
  readonly token: string;
};

/** What the server takes in one append, unless it was set up otherwise. */
const serverBytesMax = 1024 * 1024;
/** What the server sends for a position that it does not know: all bits set. */
const unknownPosition = 2n ** 64n - 1n;

type Wished = {
  readonly category: StreamCategory;
  readonly streamId: string;
  readonly expected: number;
  readonly movements: readonly Movement[];
};

/** Throws when the movements are not those of one command, each of them once. */
export function wishOf({ category, streamId, expected, movements }: Wished): Wish {
  const command = commandOf(movements[0]);
  if (!Number.isSafeInteger(expected) || expected < 0)
    throw new RangeError(`${expected} is no revision of a stream`);
  const stranger = movements.find((movement) => commandOf(movement) !== command);
  if (stranger !== undefined)
    throw new Error(`${stranger.id} is no movement of command ${command}`);
  if (new Set(movements.map(({ id }) => id)).size < movements.length)
    throw new Error(`command ${command} writes a movement twice`);
  const bodies = movements.map((movement) => Buffer.from(JSON.stringify(movement)));
  const bytes = bodies.reduce((sum, { length }) => sum + length, 0);
  const token = randomUUID();
  const proposed = movements.map((movement, index) => ({
    id: deriveId(movement.id),
    type: movement.kind,
    data: bodies[index] ?? Buffer.of(),
    metadata: metadataOf(movement, index === 0 ? token : undefined),
  }));
  const stream = streamName(category, streamId);
  return {
    stream,
    expected,
    command,
    proposed: fitting(proposed, { movements, token }),
    bytes,
    token,
  };
}

/** Causes by the names that the server's own tools follow; and who wrote, with the first. */
function metadataOf({ id, causes, actor }: Movement, token: string | undefined): Buffer {
  const command = id.slice(0, id.lastIndexOf("/"));
  const [cause = command] = causes;
  return Buffer.from(
    JSON.stringify({
      $correlationId: command,
      $causationId: cause,
      causes,
      actor,
      ...(token !== undefined && { append: token }),
    }),
  );
}

/**
 * The server counts more than the JSON of the movements. What it counts beyond must never be what
 * makes an append too large: a log that another store holds could then not be copied here. So what
 * is there twice is left out: first the metadata, then the kind, which is the type as well.
 */
function fitting(
  proposed: readonly Proposed[],
  { movements, token }: Fitting,
): readonly Proposed[] {
  if (sizeOf(proposed) <= serverBytesMax) return proposed;
  const bare = proposed.map((one, index) => ({
    ...one,
    metadata: Buffer.from(index === 0 ? JSON.stringify({ append: token }) : ""),
  }));
  if (sizeOf(bare) <= serverBytesMax) return bare;
  return bare.map((one, index) => ({
    ...one,
    data: Buffer.from(JSON.stringify({ ...movements[index], kind: undefined })),
  }));
}

type Fitting = { readonly movements: readonly Movement[]; readonly token: string };

/** As the server counts: types in two bytes a letter. */
export function sizeOf(proposed: readonly Proposed[]): number {
  return proposed.reduce(
    (sum, { type, data, metadata }) => sum + data.length + metadata.length + type.length * 2,
    0,
  );
}

/** A movement that was read; the token of the append that wrote it is with its first. */
export type Found = { readonly recorded: Recorded; readonly token: string | undefined };

/** Throws when the server is too old to say where in the log something stands. */
export function foundIn(answer: ReadResp, names: StreamNames): Found | undefined {
  const stored = answer.getEvent()?.getEvent();
  if (stored === undefined) return undefined;
  const position = BigInt(stored.getCommitPosition());
  if (position === unknownPosition)
    throw new Error("the event store gives no positions; EventStoreDB 22.6 or later is needed");
  const stream = textOf(stored.getStreamIdentifier()?.getStreamName_asU8());
  return {
    recorded: {
      movement: {
        kind: stored.getMetadataMap().get("type"),
        ...JSON.parse(textOf(stored.getData_asU8())),
      },
      stream: names.ours(stream),
      revision: Number(stored.getStreamRevision()) + 1,
      position,
    },
    token: tokenIn(textOf(stored.getCustomMetadata_asU8())),
  };
}

function tokenIn(metadata: string): string | undefined {
  return metadata === "" ? undefined : JSON.parse(metadata).append;
}

export function textOf(bytes: Uint8Array | undefined): string {
  if (bytes === undefined) return "";
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}
