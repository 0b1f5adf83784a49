import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { a } from "@partita/schemas/testing/a.ts";
import { describe, expect, test } from "vitest";
import { type EventStore, openEventStore } from "#ledger/adapters/eventstore/store.ts";
import { PositionUnknown, type Recorded, StoreUnavailable } from "#ledger/store/store.ts";
import { certificateForTests } from "#ledger/testing/event-store-server/certificate.ts";
import type { EventLog } from "#ledger/testing/event-store-server/event-log.ts";
import {
  type EventStoreServer,
  startEventStoreServer,
} from "#ledger/testing/event-store-server/event-store-server.ts";

const written = (command: string) => a("capacity-set", { id: `${command}/0` });

async function withServer(
  run: (server: EventStoreServer, opened: EventStore) => Promise<void>,
): Promise<void> {
  const server = await startEventStoreServer();
  const opened = await openEventStore(server.url);
  try {
    await run(server, opened);
  } finally {
    await opened.close();
    await server.stop();
  }
}

/** As another application would write, or the server itself. */
function writeForeign(log: EventLog, stream: string, count: number): void {
  for (let index = 0; index < count; index++)
    log.append(stream, "any", [
      {
        id: `${stream}-${index}`,
        type: "$metadata",
        contentType: "application/json",
        data: Buffer.from("{}"),
        metadata: Buffer.of(),
      },
    ]);
}

describe("what is stored", () => {
  test("is found by the server's own tools: types, causes, who did it", () =>
    withServer(async (server, { store }) => {
      const movement = a("instance-requested", { id: "one/0", causes: ["cause/0", "cause/1"] });
      await store.append("instance-tree", "TREE-1", 0, [movement, { ...movement, id: "one/1" }]);
      const [first, second] = server.log.stream("instance_tree-TREE-1");
      expect(first).toMatchObject({
        type: "instance-requested",
        contentType: "application/json",
        revision: 0,
      });
      expect(JSON.parse(String(first && Buffer.from(first.data)))).toEqual(movement);
      const about = {
        $correlationId: "one",
        $causationId: "cause/0",
        causes: ["cause/0", "cause/1"],
        actor: movement.actor,
      };
      expect(metadataOf(first)).toMatchObject(about);
      expect(metadataOf(second)).toEqual(about);
      expect(first?.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      expect(first?.id).not.toBe(second?.id);
    }));

  test("is told from what others store on the same server", () =>
    withServer(async (server, { store }) => {
      writeForeign(server.log, "other-application", 300);
      await store.append("computer", "one", 0, [written("first")]);
      writeForeign(server.log, "$$computer-one", 1_000);
      const position = await store.head();
      const all = await store.readAll(0n, 100);
      expect(all.map((one) => one.position)).toEqual([position]);
      expect(await store.readAll(position, 100)).toEqual([]);
      const woken = store.waitBeyond(position, AbortSignal.timeout(60_000)).then(() => "woken");
      writeForeign(server.log, "other-application-too", 1_000);
      const early = await Promise.race([
        woken,
        new Promise((done) => setTimeout(done, 50, "asleep")),
      ]);
      expect(early).toBe("asleep");
      await store.append("computer", "one", 1, [written("second")]);
      expect(await woken).toBe("woken");
    }));
});

function metadataOf(stored: { readonly metadata: Uint8Array } | undefined): unknown {
  return JSON.parse(Buffer.from(stored?.metadata ?? []).toString());
}

describe("a long log", () => {
  const pageLength = 100;
  const length = 5_000;

  /** As the adapter writes them, but without asking each time. */
  function writeLong(log: EventLog): void {
    for (let index = 0; index < length; index++)
      log.append("computer-one", "any", [
        {
          id: `id-${index}`,
          type: "capacity-set",
          contentType: "application/json",
          data: Buffer.from(JSON.stringify(written(`command-${index}`))),
          metadata: Buffer.of(),
        },
      ]);
  }

  test("is read in one question, however many pages it has", () =>
    withServer(async (server, { store }) => {
      writeLong(server.log);
      let questions = 0;
      const count = () => {
        questions += 1;
        return false;
      };
      server.faults.next(count, { does: "lose-answer" });
      let after = 0n;
      const seen: Recorded[] = [];
      for (let page = 0; page < length / pageLength; page++) {
        const found = await store.readAll(after, pageLength);
        seen.push(...found);
        after = found.at(-1)?.position ?? 0n;
      }
      expect(seen.map(({ revision }) => revision)).toEqual(
        Array.from({ length }, (_, index) => index + 1),
      );
      expect(questions).toBe(1);
      expect(await store.readAll(after, pageLength)).toEqual([]);
    }));

  test("waits on the server while nobody takes it", () =>
    withServer(async (server, { store }) => {
      writeLong(server.log);
      await store.readAll(0n, 1);
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(server.sent()).toBeGreaterThan(0);
      expect(server.sent()).toBeLessThan(length / 2);
    }));

  test("is not read from a position that was never given out", () =>
    withServer(async (server, { store }) => {
      writeLong(server.log);
      const [first] = await store.readAll(0n, 1);
      const between = (first?.position ?? 0n) + 1n;
      await expect(store.readAll(between, 1)).rejects.toThrow(PositionUnknown);
    }));

  test("is read at several places at once", () =>
    withServer(async (server, { store }) => {
      writeLong(server.log);
      const all = await Promise.all(
        [0, 0, 10, 4_000].map(async (skip) => {
          const start = skip === 0 ? 0n : (await store.readAll(0n, skip)).at(-1)?.position;
          const page = await store.readAll(start ?? 0n, pageLength);
          const next = await store.readAll(page.at(-1)?.position ?? 0n, pageLength);
          return [page[0]?.revision, next.at(-1)?.revision];
        }),
      );
      expect(all).toEqual([
        [1, 200],
        [1, 200],
        [11, 210],
        [4_001, 4_200],
      ]);
    }));
});

describe("an address", () => {
  test.each([
    ["postgres://127.0.0.1/partita", "esdb:// or esdb+discover://"],
    ["esdb://127.0.0.1:port", "port number"],
    ["esdb://127.0.0.1:2113?tls=perhaps", "true or false"],
  ])("that cannot be understood is told: %s", async (url, says) => {
    await expect(openEventStore(url)).rejects.toThrow("cannot be understood");
    await expect(openEventStore(url)).rejects.toThrow(says);
  });

  test.each([
    "http://admin:changeit@127.0.0.1:2113",
    "esdb://admin:changeit@?tls=false",
    "esdb://admin@changeit?=;127.0.0.1:2113",
  ])("is not repeated, since it holds the password: %s", async (url) => {
    const fault: unknown = await openEventStore(url).catch((thrown) => thrown);
    expect(inspect(fault)).toContain("cannot be understood: at character");
    expect(inspect(fault)).not.toContain("changeit");
  });

  test.each(["kurrentdb", "kdb"])("of KurrentDB is understood as well: %s", async (scheme) => {
    const server = await startEventStoreServer();
    const { store, close } = await openEventStore(server.url.replace("esdb", scheme));
    expect(await store.head()).toBe(0n);
    await close();
    await server.stop();
  });

  test("where nobody listens is unavailable", async () => {
    const server = await startEventStoreServer();
    await server.stop();
    const limits = { attemptsMax: 2 };
    await expect(openEventStore(server.url, { limits })).rejects.toThrow(StoreUnavailable);
  });

  test("brings credentials and the certificate to trust", async () => {
    const folder = mkdtempSync(join(tmpdir(), "partita-event-store-"));
    const file = join(folder, "authority.pem");
    writeFileSync(file, certificateForTests.certificate);
    const server = await startEventStoreServer({ tls: certificateForTests, credentials: "a:b" });
    const at = `localhost:${server.port}?tls=true&tlsCAFile=${encodeURIComponent(file)}`;
    const { store, close } = await openEventStore(`esdb://a:b@${at}`);
    const appended = await store.append("computer", "one", 0, [written("trusted")]);
    expect(appended).toMatchObject({ status: "appended" });
    await close();
    await expect(openEventStore(`esdb://a:wrong@${at}`)).rejects.toThrow("Access Denied");
    await server.stop();
    rmSync(folder, { recursive: true });
  });
});
