/**
 * An EventStoreDB server for tests: real gRPC, the service definitions of the client, and the
 * answers of a 24.x as its source has them; what it holds is gone with it. Others than our own
 * calls are not known.
 */
import gossipService from "@eventstore/db-client/generated/gossip_grpc_pb.js";
import type { ClusterInfo } from "@eventstore/db-client/generated/gossip_pb.js";
import type { Empty } from "@eventstore/db-client/generated/shared_pb.js";
import streamsService from "@eventstore/db-client/generated/streams_grpc_pb.js";
import type {
  AppendReq,
  AppendResp,
  ReadReq,
  ReadResp,
} from "@eventstore/db-client/generated/streams_pb.js";
import {
  type handleClientStreamingCall,
  type handleServerStreamingCall,
  type handleUnaryCall,
  type Metadata,
  Server,
  ServerCredentials,
} from "@grpc/grpc-js";
import {
  accessDenied,
  noLeader,
  notLeader,
  type Refusal,
} from "#ledger/testing/event-store-server/answers.ts";
import { answerAppend } from "#ledger/testing/event-store-server/append-call.ts";
import { type EventLog, eventLog } from "#ledger/testing/event-store-server/event-log.ts";
import { type Faults, faults } from "#ledger/testing/event-store-server/faults.ts";
import {
  type Endpoint,
  gossipAnswer,
  type Member,
} from "#ledger/testing/event-store-server/gossip-call.ts";
import type { Node } from "#ledger/testing/event-store-server/node.ts";
import { answerRead } from "#ledger/testing/event-store-server/read-call.ts";

const address = "127.0.0.1";
/** What a server takes that was not set up otherwise. */
const appendBytesDefault = 1024 * 1024;

export type EventStoreServer = Endpoint & {
  /** `esdb://127.0.0.1:…?tls=false` */
  readonly url: string;
  readonly log: EventLog;
  readonly faults: Faults;
  /** How many answers of readings it has sent so far. */
  sent(): number;
  /** Every connection is lost; new ones are taken. */
  dropConnections(): void;
  /** Neither answers nor takes connections until it is started again. */
  stop(): Promise<void>;
  start(): Promise<void>;
};

/** Who leads, as all nodes of a cluster see it. */
export type Cluster = { members: readonly Member[]; leader: Endpoint | undefined };

export type Setup = {
  readonly log?: EventLog;
  readonly appendBytesMax?: number;
  /** `user:password`: whoever does not say so may not read or write. */
  readonly credentials?: string;
  readonly tls?: { readonly key: string; readonly certificate: string };
  readonly cluster?: Cluster;
};

export async function startEventStoreServer(setup: Setup = {}): Promise<EventStoreServer> {
  const log = setup.log ?? eventLog();
  const planned = faults();
  let port = 0;
  let server: Server | undefined;
  let sent = 0;

  const node: Node = {
    log,
    faults: planned,
    appendBytesMax: setup.appendBytesMax ?? appendBytesDefault,
    refusalOf: (headers) => refusalOf(setup, { address, port }, headers),
    dropConnections: () => server?.drain(`${address}:${port}`, 0),
    count: () => {
      sent += 1;
    },
  };

  async function start(): Promise<void> {
    const started = serverOf(node, setup);
    port = await bound(started, port, setup);
    server = started;
  }

  async function stop(): Promise<void> {
    server?.forceShutdown();
    server = undefined;
  }

  await start();
  const url = `esdb://${address}:${port}?tls=${setup.tls !== undefined}`;
  const { dropConnections } = node;
  const counted = { sent: () => sent };
  return { address, port, url, log, faults: planned, ...counted, dropConnections, stop, start };
}

function serverOf(node: Node, { cluster }: Setup): Server {
  const append: handleClientStreamingCall<AppendReq, AppendResp> = (call, answer) =>
    void answerAppend(node, call, answer).catch((fault) => call.destroy(fault));
  const read: handleServerStreamingCall<ReadReq, ReadResp> = (call) =>
    void answerRead(node, call).catch((fault) => call.destroy(fault));
  const members: handleUnaryCall<Empty, ClusterInfo> = (_, answer) =>
    answer(null, gossipAnswer(cluster?.members ?? []));
  const server = new Server();
  server.addService(streamsService.StreamsService, { append, read });
  server.addService(gossipService.GossipService, { read: members });
  return server;
}

function bound(server: Server, port: number, { tls }: Setup): Promise<number> {
  const credentials =
    tls === undefined
      ? ServerCredentials.createInsecure()
      : ServerCredentials.createSsl(null, [
          { private_key: Buffer.from(tls.key), cert_chain: Buffer.from(tls.certificate) },
        ]);
  return new Promise((resolve, reject) =>
    server.bindAsync(`${address}:${port}`, credentials, (fault, taken) =>
      fault ? reject(fault) : resolve(taken),
    ),
  );
}

function refusalOf(
  { cluster, credentials }: Setup,
  self: Endpoint,
  headers: Metadata,
): Refusal | undefined {
  const [shown] = headers.get("authorization");
  const wanted = `Basic ${Buffer.from(credentials ?? "").toString("base64")}`;
  if (credentials !== undefined && shown !== wanted) return accessDenied;
  if (cluster === undefined || headers.get("requires-leader")[0] !== "true") return undefined;
  if (cluster.leader === undefined) return noLeader;
  return cluster.leader.port === self.port ? undefined : notLeader(cluster.leader);
}
