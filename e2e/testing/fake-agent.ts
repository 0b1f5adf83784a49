/** An agent without a computer: it says that all went as it should, and measures as it is told. */
import assert from "node:assert/strict";
import {
  type Client,
  instantOf,
  MasterRefusal,
  type PartitionDuty,
  type SoftwareDuty,
} from "@partita/schemas";
import { writeTioxml } from "@partita/schemas/tioxml.ts";
import { guestbook, postgres } from "@partita/stack";
import { refused } from "./refused.ts";

type Acting = {
  readonly client: Client;
  readonly computer: string;
  /** Another one after each start. */
  agent: string;
  /** As asked for last. */
  duties: readonly PartitionDuty[];
};

export type FakeAgent = ReturnType<typeof fakeAgent>;

export function fakeAgent(client: Client, computer: string) {
  let starts = 0;
  const acting: Acting = { client, computer, agent: "none", duties: [] };
  return {
    computer,
    start: () => start(acting, `agent-${starts++}-of-${computer}`),
    claim: async (partitions: number) => {
      await start(acting, `agent-${starts++}-of-${computer}`);
      await resize(acting, partitions);
    },
    resize: (partitions: number) => resize(acting, partitions),
    pass: () => pass(acting),
    passLate: () => processAll(acting),
    fail: () => fail(acting),
    reportAsReplaced: () => reportAsReplaced(acting),
    report: (period: Period) => report(acting, period),
    /** Of an instance that is served by one of its own: that it is as it should be. */
    say: async (instance: string, state: PartitionDuty["state"]) => {
      const { client, agent } = acting;
      await client.send("report-instance", { detail: { instance, agent, state } });
    },
  };
}

/** Says everything twice, as one whose network loses answers. */
export function stuttering(client: Client): Client {
  return {
    ...client,
    send: async (kind, sending) => {
      await client.send(kind, sending);
      return client.send(kind, sending);
    },
    reportUsage: async (...report) => {
      await client.reportUsage(...report);
      return client.reportUsage(...report);
    },
  };
}

async function start(acting: Acting, agent: string): Promise<void> {
  const { client, computer } = acting;
  await client.send("claim-computer", { to: { computer }, detail: { agent } });
  acting.agent = agent;
}

async function resize({ client, computer, agent }: Acting, count: number): Promise<void> {
  const partitions = Array.from({ length: count }, (_, index) => ({
    reference: `slappart${index}`,
    address: "127.0.0.1",
  }));
  await client.send("set-capacity", { to: { computer }, detail: { agent, partitions } });
}

/** One pass over all duties, as a real agent makes one. */
async function pass(acting: Acting): Promise<void> {
  const { computer } = acting;
  const { software, partitions } = await acting.client.ask("computer-duties", { computer });
  for (const duty of software) await install(acting, duty);
  acting.duties = partitions;
  await processAll(acting);
}

/** What is refused of one partition holds up no other. */
async function processAll(acting: Acting): Promise<void> {
  for (const duty of acting.duties) await process(acting, duty).catch(refused);
}

async function install({ client, computer, agent }: Acting, duty: SoftwareDuty): Promise<void> {
  const { softwareRelease, state, reported } = duty;
  if (reported === state) return;
  const detail = { agent, softwareRelease, state };
  await client.send("report-software", { to: { computer }, detail });
}

async function process(acting: Acting, duty: PartitionDuty): Promise<void> {
  const { client, agent } = acting;
  const { instance, state, softwareRelease } = duty;
  const connection =
    softwareRelease === guestbook ? await connect(acting, duty) : { url: `postgres://${instance}` };
  if (connection === undefined) return;
  if (state === "started")
    await client.send("publish-connection", { detail: { instance, agent, connection } });
  await client.send("report-instance", { detail: { instance, agent, state } });
}

/** Asks for the database that a guestbook needs; undefined: please wait. */
async function connect({ client }: Acting, { instance, state }: PartitionDuty) {
  const connection = { url: `http://${instance}/` };
  if (state === "destroyed") return connection;
  const { instance: database } = await client.send("request-instance", {
    detail: {
      title: "database",
      requester: instance,
      softwareRelease: postgres,
      softwareType: "default",
      state,
      parameters: {},
      conditions: {},
    },
  });
  const ready = state === "stopped" || database?.connection.url !== undefined;
  return ready ? connection : undefined;
}

/** What runs in the first of its partitions breaks; its next pass finds it running again. */
async function fail({ client, agent, duties }: Acting): Promise<void> {
  const running = duties.find(({ state }) => state === "started");
  if (running === undefined) return;
  const { instance } = running;
  const detail = { instance, agent, state: "failed", message: "it exited with 1" } as const;
  await client.send("report-instance", { detail });
}

/** What an agent says that another one replaced without its noticing: nobody may listen. */
async function reportAsReplaced({ client, computer }: Acting): Promise<void> {
  const { partitions } = await client.ask("computer-duties", { computer });
  const agent = `agent-before-all-of-${computer}`;
  for (const { instance } of partitions)
    await assert.rejects(
      client.send("report-instance", { detail: { instance, agent, state: "destroyed" } }),
      (error) => error instanceof MasterRefusal && error.problem.code === "agent-not-in-charge",
    );
}

/** In milliseconds since 1970, and how much of each resource was consumed in it. */
export type Period = { readonly from: number; readonly until: number; readonly quantity: string };

/** Reports the same quantity of each resource for each started partition. */
async function report({ client, computer, agent }: Acting, period: Period): Promise<void> {
  const { partitions } = await client.ask("computer-duties", { computer });
  const lines = partitions
    .filter(({ reported }) => reported === "started")
    .flatMap(({ partition: reference }) =>
      ["cpu-second", "memory-gib-hour", "disk-gib-hour"].map((resource) => ({
        line: 1,
        resource,
        reference,
        quantity: period.quantity,
      })),
    );
  if (lines.length === 0) return;
  const [startsAt, stopsAt] = [instantOf(period.from), instantOf(period.until)];
  const reference = `${computer}-${stopsAt}`;
  await client.reportUsage(computer, agent, writeTioxml({ reference, startsAt, stopsAt, lines }));
}
