/** Endpoints by which instances are requested, named, banged and, where it is wished, collected. */
import { listTree } from "@partita/projections/instance-status/query.ts";
import { RequestedState } from "@partita/schemas";
import { isList } from "@partita/schemas/slap/slap-value.ts";
import { Compile } from "typebox/compile";
import { deny } from "#api/problems.ts";
import { bangText } from "#api/slap/access-status.ts";
import { aboutNothing, aboutPartition, type Call, type Endpoint } from "#api/slap/endpoint.ts";
import {
  type Given,
  malformed,
  marshalled,
  optional,
  required,
  textOf,
  textsIn,
} from "#api/slap/given.ts";
import { lastWords } from "#api/slap/last-words.ts";
import { requestOverSlap, type SlapWish } from "#api/slap/request.ts";
import { marshalledAnswer, nothing, notReady, textAnswer } from "#api/slap/slap-answer.ts";
import { instanceObject } from "#api/slap/slap-documents.ts";
import { isInstance, spokenInstance } from "#api/slap/spoken-instance.ts";
import { instanceStandsOn } from "#api/slap/stands-on.ts";
import { tell } from "#api/slap/tell.ts";

const stateSchema = Compile(RequestedState);
const defaultType = "default";

async function request({ ports, identity, given }: Call) {
  const answer = await requestOverSlap(ports, identity, wishIn(given));
  if ("problem" in answer) return answer;
  if ("ready" in answer)
    return {
      ...marshalledAnswer(instanceObject(answer.ready)),
      on: instanceStandsOn(answer.ready),
    };
  const { waits } = answer;
  if (waits === undefined) return notReady("it is to be destroyed, or is not there");
  return { ...notReady(waits.accessStatus), on: instanceStandsOn(waits) };
}

function wishIn(given: Given): SlapWish {
  const computer = optional(given, "computer_id");
  const partition = optional(given, "computer_partition_id");
  if ((computer === undefined) !== (partition === undefined))
    throw malformed("computer_id and computer_partition_id are given together, or neither");
  return {
    title: required(given, "partition_reference"),
    softwareRelease: required(given, "software_release"),
    softwareType: optional(given, "software_type") ?? defaultType,
    state: stateIn(given),
    shared: sharedIn(given),
    parameters: textsIn(given, "partition_parameter_xml"),
    sla: textsIn(given, "filter_xml"),
    ...(computer !== undefined && partition !== undefined && { from: { computer, partition } }),
  };
}

function stateIn(given: Given): RequestedState {
  const state = marshalled(given, "state") ?? "started";
  if (!stateSchema.Check(state)) throw malformed("state is none, started, stopped or destroyed");
  return state;
}

/** A number will not do: SlapOS takes 1 for neither. */
function sharedIn(given: Given): boolean {
  const shared = marshalled(given, "shared_xml") ?? false;
  if (typeof shared !== "boolean") throw malformed("shared_xml is a bool");
  return shared;
}

async function bang({ ports, identity, given, instance: found }: Call) {
  if (found === undefined) return deny("no-such-instance");
  const { instance } = found;
  const message = lastWords(textOf(given, "message"));
  const detail = { instance, message };
  const told = await tell(ports, "bang-instance", { identity, to: { instance }, detail });
  if ("problem" in told) return told;
  ports.contacts.note({ reference: instance, text: bangText(message), at: ports.clock() });
  return textAnswer("OK");
}

async function rename(call: Call) {
  const { ports, identity, given } = call;
  const spoken = await spokenInstance(call);
  if (!isInstance(spoken)) return spoken;
  const { instance } = spoken;
  const detail = { instance, title: required(given, "new_name") };
  const told = await tell(ports, "rename-instance", { identity, to: { instance }, detail });
  return "problem" in told ? told : nothing;
}

/**
 * SlapOS takes the list and does nothing with it. Here whoever demands `related_gc` of its own
 * instance has those children destroyed that it no longer requests.
 */
async function collect({ ports, identity, given, instance: found }: Call) {
  if (found === undefined) return deny("no-such-instance");
  const titles = titlesIn(given);
  if (found.conditions.slapos?.related_gc !== "yes") return nothing;
  const { instance, tree } = found;
  const family = await ports.rows.read((rows) => listTree(rows, tree));
  const unrequested = family.filter(
    (one) => one.requester === instance && one.state !== "destroyed" && !titles.has(one.title),
  );
  for (const child of unrequested) {
    const to = { instance: child.instance };
    const told = await tell(ports, "destroy-instance", { identity, to, detail: to });
    if ("problem" in told) return told;
  }
  return nothing;
}

function titlesIn(given: Given): ReadonlySet<string> {
  const listed = marshalled(given, "instance_reference_xml") ?? [];
  if (!isList(listed)) throw malformed("instance_reference_xml is no list");
  return new Set(listed.map(String));
}

export const instanceEndpoints = {
  requestComputerPartition: {
    ...{ method: "POST", about: aboutNothing, answer: request, remembers: true },
  },
  softwareInstanceBang: { method: "POST", about: aboutPartition, answer: bang },
  softwareInstanceRename: { method: "POST", about: aboutPartition, answer: rename },
  updateComputerPartitionRelatedInstanceList: {
    ...{ method: "POST", about: aboutPartition, answer: collect },
  },
} as const satisfies Readonly<Record<string, Endpoint>>;
