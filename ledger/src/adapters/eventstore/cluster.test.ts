import { a } from "@partita/schemas/testing/a.ts";
import { expect, test } from "vitest";
import { openEventStore } from "#ledger/adapters/eventstore/store.ts";
import type { Recorded } from "#ledger/store/store.ts";
import { follow } from "#ledger/subscription.ts";
import { eventLog } from "#ledger/testing/event-store-server/event-log.ts";
import {
  type Cluster,
  type EventStoreServer,
  startEventStoreServer,
} from "#ledger/testing/event-store-server/event-store-server.ts";

const written = (command: string) => a("capacity-set", { id: `${command}/0` });

async function withCluster(
  run: (nodes: readonly [EventStoreServer, EventStoreServer], cluster: Cluster) => Promise<void>,
): Promise<void> {
  const log = eventLog();
  const cluster: Cluster = { members: [], leader: undefined };
  const nodes = [
    await startEventStoreServer({ log, cluster }),
    await startEventStoreServer({ log, cluster }),
  ] as const;
  lead(cluster, nodes, 0);
  try {
    await run(nodes, cluster);
  } finally {
    for (const node of nodes) await node.stop();
  }
}

function lead(cluster: Cluster, nodes: readonly EventStoreServer[], leader: number): void {
  cluster.leader = nodes[leader];
  cluster.members = nodes.map(({ address, port }, index) => ({
    address,
    port,
    isLeader: index === leader,
    isAlive: true,
  }));
}

const urls = ([one, two]: readonly [EventStoreServer, EventStoreServer]) => [
  ["of one node", `esdb://127.0.0.1:${two.port}?tls=false`],
  ["of all nodes", `esdb://127.0.0.1:${one.port},127.0.0.1:${two.port}?tls=false`],
  ["to discover", `esdb+discover://127.0.0.1:${two.port}?tls=false&gossipTimeout=1`],
];

test("a cluster whose leader changes loses nothing and writes nothing twice", () =>
  withCluster(async (nodes, cluster) => {
    for (const [says, url] of urls(nodes)) {
      const stream = String(says);
      lead(cluster, nodes, 0);
      const { store, close } = await openEventStore(String(url));
      const from = await store.head();
      const seen: Recorded[] = [];
      const done = new AbortController();
      const followed = follow(store, {
        from,
        signal: done.signal,
        take: async (batch) => {
          seen.push(...batch);
        },
      });
      for (let index = 0; index < 30; index++) {
        if (index % 10 === 5) lead(cluster, nodes, index === 15 ? 0 : 1);
        const appended = await store.append("computer", stream, index, [
          written(`${stream}-${index}`),
        ]);
        expect(appended).toMatchObject({ status: "appended" });
      }
      while (seen.length < 30) await new Promise((resolve) => setTimeout(resolve, 5));
      done.abort();
      await followed;
      expect(seen.map(({ revision }) => revision)).toEqual(seen.map((_, index) => index + 1));
      expect(await store.read("computer", stream)).toEqual(seen);
      await close();
    }
  }));

test("a cluster without a leader is waited for", () =>
  withCluster(async (nodes, cluster) => {
    const { store, close } = await openEventStore(String(urls(nodes)[1]?.[1]));
    cluster.leader = undefined;
    const appending = store.append("computer", "one", 0, [written("patient")]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    lead(cluster, nodes, 1);
    expect(await appending).toMatchObject({ status: "appended" });
    await close();
  }));

test("a cluster whose leader dies is served by the other node", () =>
  withCluster(async (nodes, cluster) => {
    const { store, close } = await openEventStore(String(urls(nodes)[1]?.[1]));
    await store.append("computer", "one", 0, [written("before")]);
    await nodes[0].stop();
    lead(cluster, nodes, 1);
    const after = await store.append("computer", "one", 1, [written("after")]);
    expect(after).toMatchObject({ status: "appended" });
    expect(await store.read("computer", "one")).toHaveLength(2);
    await close();
  }));
