/** Endpoints about partitions: what is in them, and what their agent says of it. */

import type { RowReader } from "@partita/projections";
import { findPartitions } from "@partita/projections/computer-partitions/query.ts";
import { listTree } from "@partita/projections/instance-status/query.ts";
import type { InstanceStatus } from "@partita/schemas";
import { tuple } from "@partita/schemas/slap/slap-value.ts";
import { deny } from "#api/problems.ts";
import {
  accessStatus,
  destroyedText,
  errorText,
  startedText,
  stoppedText,
} from "#api/slap/access-status.ts";
import { agentOf } from "#api/slap/charge.ts";
import { readComputer, spokenOf, viewComputer } from "#api/slap/computer-view.ts";
import { aboutPartition, type Call, type Endpoint } from "#api/slap/endpoint.ts";
import { type Given, required, textOf, textsIn } from "#api/slap/given.ts";
import { ipsOf } from "#api/slap/ips.ts";
import { lastWords } from "#api/slap/last-words.ts";
import { marshalledAnswer, nothing } from "#api/slap/slap-answer.ts";
import { lonePartitionObject } from "#api/slap/slap-documents.ts";
import { isInstance, spokenInstance } from "#api/slap/spoken-instance.ts";
import { statusAnswer } from "#api/slap/status-dictionary.ts";
import { tell } from "#api/slap/tell.ts";

function aboutRegistered(given: Given) {
  return {
    computer: required(given, "computer_reference"),
    partition: required(given, "computer_partition_reference"),
  };
}

/** With its parameters, also for its owner, who may look at a computer that is another's. */
async function register({ ports, computer = "", partition = "" }: Call) {
  const known = await ports.rows.read((rows) => readComputer(rows, computer, partition));
  const view = known && viewComputer(known, await ports.contacts.find(spokenOf(known)));
  const [found] = view?.partitions ?? [];
  if (found === undefined) return deny("no-such-instance", { facts: { computer, partition } });
  return marshalledAnswer(lonePartitionObject(found));
}

type Reported = {
  readonly state: "started" | "stopped" | "failed" | "destroyed";
  /** What the status says from now on. */
  readonly says: (message: string) => string;
};

const started: Reported = { state: "started", says: () => startedText };
const stopped: Reported = { state: "stopped", says: () => stoppedText };
const destroyed: Reported = { state: "destroyed", says: () => destroyedText };
const failed: Reported = { state: "failed", says: errorText };

function reports({ state, says }: Reported): Endpoint["answer"] {
  return async (call) => {
    const { ports, identity, given, found } = call;
    const spoken = await spokenInstance(call);
    if (!isInstance(spoken)) return spoken;
    if (found === undefined) return deny("no-such-computer");
    // SlapOS takes no notice of what is destroyed without having been asked to be.
    if (state === "destroyed" && spoken.state !== "destroyed") return nothing;
    const charge = await agentOf(ports, identity, found);
    if ("problem" in charge) return charge;
    const { instance } = spoken;
    const message = lastWords(textOf(given, "error_log"));
    const detail = {
      ...{ instance, agent: charge.agent, state },
      ...(message !== "" && { message }),
    };
    const told = await tell(ports, "report-instance", { identity, to: { instance }, detail });
    if ("problem" in told) return told;
    ports.contacts.note({ reference: instance, text: says(message), at: ports.clock() });
    return nothing;
  };
}

async function publish(call: Call) {
  const { ports, identity, given, found } = call;
  const spoken = await spokenInstance(call);
  if (!isInstance(spoken)) return spoken;
  if (found === undefined) return deny("no-such-computer");
  const charge = await agentOf(ports, identity, found);
  if ("problem" in charge) return charge;
  const { instance } = spoken;
  const connection = textsIn(given, "connection_xml");
  const detail = { instance, agent: charge.agent, connection };
  const told = await tell(ports, "publish-connection", { identity, to: { instance }, detail });
  return "problem" in told ? told : nothing;
}

/** The addresses that a firewall is to let in: of all that has a partition in the same tree. */
async function addresses({ ports, instance }: Call) {
  if (instance === undefined) return deny("no-such-instance");
  if (instance.state === "destroyed") return marshalledAnswer([]);
  const ips = await ports.rows.read((rows) => readIps(rows, instance));
  return marshalledAnswer(ips.map((ip) => tuple(...ip)));
}

async function readIps(rows: RowReader, { tree }: InstanceStatus) {
  const placed = (await listTree(rows, tree)).flatMap(({ shared, award, partition }) =>
    shared !== true && award !== undefined && partition !== undefined
      ? [{ computer: award.computer, partition }]
      : [],
  );
  const computers = [...new Set(placed.map(({ computer }) => computer))];
  const known = await Promise.all(
    computers.map(async (computer) => [computer, await findPartitions(rows, computer)] as const),
  );
  const partitionsOf = new Map(known);
  return placed.flatMap(({ computer, partition }) => {
    const found = partitionsOf.get(computer)?.find(({ reference }) => reference === partition);
    const { ipList, fullIpList } = ipsOf(found);
    return [...ipList, ...fullIpList.map(([name, address]) => [name, address] as const)];
  });
}

/** Of a partition with nothing in it nothing was ever said. */
async function status({ ports, instance, computer = "", partition = "" }: Call) {
  const now = ports.clock();
  if (instance === undefined) {
    const spoken = {
      reference: `${computer}/${partition}`,
      portalType: "Software Instance",
      state: "",
    } as const;
    return statusAnswer(spoken, undefined, now);
  }
  const { instance: reference, state } = instance;
  const contact = (await ports.contacts.find([reference])).get(reference);
  const text = accessStatus(instance, contact);
  const spoken = { reference, portalType: "Software Instance", state, text } as const;
  return statusAnswer(spoken, contact && { ...contact, text }, now);
}

function reporting(reported: Reported): Endpoint {
  return { method: "POST", about: aboutPartition, answer: reports(reported) };
}

export const partitionEndpoints = {
  destroyedComputerPartition: reporting(destroyed),
  getComputerPartitionStatus: {
    ...{ method: "GET", about: aboutPartition, answer: status },
    whenFree: "getComputerStatus",
  },
  getHostingSubscriptionIpList: { method: "GET", about: aboutPartition, answer: addresses },
  registerComputerPartition: {
    ...{ method: "GET", about: aboutRegistered, answer: register },
    whenFree: "getComputerInformation",
  },
  setComputerPartitionConnectionXml: { method: "POST", about: aboutPartition, answer: publish },
  softwareInstanceError: reporting(failed),
  startedComputerPartition: reporting(started),
  stoppedComputerPartition: reporting(stopped),
} as const satisfies Readonly<Record<string, Endpoint>>;
