/**
 * Calls the server through the channel of its client, which finds the leader, speaks TLS, proves
 * who we are and reconnects. Which calls are made is said here, not by the client: ADR 0019.
 */
import type { EventStoreDBClient } from "@eventstore/db-client";
import grpc, { type StreamsClient } from "@eventstore/db-client/generated/streams_grpc_pb.js";
import type {
  AppendReq,
  AppendResp,
  ReadReq,
  ReadResp,
} from "@eventstore/db-client/generated/streams_pb.js";
import { StoreUnavailable } from "#ledger/store/store.ts";

export type Connection = {
  /** Rejects with what the server answered; see `verdictOn`. */
  append(requests: readonly AppendReq[]): Promise<AppendResp>;
  read(request: ReadReq): Promise<Answers>;
  close(): Promise<void>;
};

/** What the server sends, one after the other; it sends no more than is taken. */
export type Answers = {
  /** Undefined when it has sent all. */
  next(): Promise<ReadResp | undefined>;
  cancel(): void;
};

/** What the client keeps for its own commands. */
type Inside = {
  callArguments(
    options: { readonly requiresLeader: true },
    call?: { readonly deadline: number },
  ): Parameters<StreamsClient["append"]> extends readonly [infer M, infer O, unknown]
    ? [M, O]
    : never;
  execute<T>(
    service: typeof StreamsClient,
    name: string,
    action: (streams: StreamsClient) => Promise<T>,
  ): Promise<T>;
  GRPCStreamCreator<T>(
    service: typeof StreamsClient,
    name: string,
    create: (streams: StreamsClient) => T,
  ): () => Promise<T>;
};

type Channel = ReturnType<StreamsClient["getChannel"]>;

// Whoever asked last for the newest state must get it: a follower of a cluster may lag behind.
const asked = { requiresLeader: true } as const;

export function connectionOf(client: EventStoreDBClient): Connection {
  // Fields of every client of the version that is declared (6.2, the last), hidden by their type.
  const inside = client as unknown as Inside;
  let channel: Channel | undefined;
  let isClosed = false;

  /** Which channel is in use; the client would open a new one after the end, never to be closed. */
  const using: Using = (streams) => {
    channel = streams.getChannel();
    return streams;
  };
  const expectOpen = () => {
    if (isClosed) throw new StoreUnavailable("the store was closed");
  };

  return {
    append: async (requests) => {
      expectOpen();
      return append(inside, using, requests);
    },
    read: async (request) => {
      expectOpen();
      return read(inside, using, request);
    },
    close: async () => {
      isClosed = true;
      await client.dispose();
      // The client leaves it open.
      channel?.close();
    },
  };
}

type Using = (streams: StreamsClient) => StreamsClient;

function append(inside: Inside, using: Using, requests: readonly AppendReq[]): Promise<AppendResp> {
  return inside.execute(
    grpc.StreamsClient,
    "append",
    (streams) =>
      new Promise((resolve, reject) => {
        const sink = using(streams).append(...inside.callArguments(asked), (fault, response) =>
          fault ? reject(fault) : resolve(response),
        );
        sink.on("error", reject);
        for (const request of requests) sink.write(request);
        sink.end();
      }),
  );
}

async function read(inside: Inside, using: Using, request: ReadReq): Promise<Answers> {
  const forEver = { deadline: Number.POSITIVE_INFINITY };
  const open = inside.GRPCStreamCreator(grpc.StreamsClient, "read", (streams) =>
    using(streams).read(request, ...inside.callArguments(asked, forEver)),
  );
  const stream = await open();
  // Whoever takes the next answer hears of a fault; one after that has nobody to tell.
  stream.on("error", () => {});
  const answers = stream[Symbol.asyncIterator]();
  return {
    next: async () => {
      const { value, done } = await answers.next();
      return done === true ? undefined : value;
    },
    cancel: () => {
      stream.cancel();
      // What the server has sent to the end cannot be cancelled, only thrown away.
      stream.destroy();
    },
  };
}
