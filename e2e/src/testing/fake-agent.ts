/** An agent without a computer: it says that all went as it should, and measures as it is told. */
import { type Client, instantOf, type PartitionDuty, type SoftwareDuty } from "@partita/schemas";
import { writeTioxml } from "@partita/schemas/tioxml.ts";
import { guestbook, postgres } from "@partita/stack";

type Acting = { readonly client: Client; readonly computer: string; readonly agent: string };

export type FakeAgent = ReturnType<typeof fakeAgent>;

export function fakeAgent(client: Client, computer: string) {
  const acting = { client, computer, agent: `agent-of-${computer}` };
  return {
    computer,
    claim: (partitions: number) => claim(acting, partitions),
    resize: (partitions: number) => resize(acting, partitions),
    pass: () => pass(acting),
    report: (period: Period) => report(acting, period),
  };
}

async function claim(acting: Acting, partitions: number): Promise<void> {
  const { client, computer, agent } = acting;
  await client.send("claim-computer", { to: { computer }, detail: { agent } });
  await resize(acting, partitions);
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
  for (const duty of partitions) await process(acting, duty);
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
