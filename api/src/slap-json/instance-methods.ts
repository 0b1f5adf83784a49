/** Methods that ask for an instance, and show one. */
import { findRoot, listInstances } from "@partita/projections/instance-status/query.ts";
import { Type } from "typebox";
import { findInPartition, lookAt } from "#api/slap/instance-view.ts";
import { requestOverSlap } from "#api/slap/request.ts";
import { instanceOf } from "#api/slap-json/instance-of.ts";
import { denyListed, jsonDenialOf } from "#api/slap-json/json-denial.ts";
import {
  type Called,
  instanceAbsences,
  type JsonMethod,
  jsonMethod,
} from "#api/slap-json/json-method.ts";
import {
  Instance,
  InstanceOrNotReady,
  notReady,
  only,
  State,
  Text,
  Title,
} from "#api/slap-json/shapes.ts";
import { findAlive, noInstance } from "#api/slap-json/subjects.ts";
import { textsOf } from "#api/slap-json/texts-of.ts";

const Demands = Type.Object(
  {
    computer_guid: Type.Optional(Text),
    network_guid: Type.Optional(Text),
    project_guid: Type.Optional(Text),
    instance_guid: Type.Optional(Text),
    retention_delay: Type.Optional(Type.Number()),
  },
  { additionalProperties: Text },
);

const Request = Type.Object(
  {
    title: Title,
    software_release_uri: Text,
    software_type: Text,
    state: Type.Optional(State),
    shared: Type.Optional(Type.Boolean()),
    parameters: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    sla_parameters: Type.Optional(Demands),
  },
  { additionalProperties: false },
);

async function request({ ports, identity, input }: Called<Type.Static<typeof Request>>) {
  const { title, state = "started", shared = false, parameters = {}, sla_parameters = {} } = input;
  const answer = await requestOverSlap(ports, identity, {
    title,
    softwareRelease: input.software_release_uri,
    softwareType: input.software_type,
    state,
    shared,
    parameters: textsOf(parameters),
    sla: textsOf(sla_parameters),
  });
  if ("problem" in answer) return jsonDenialOf(answer, instanceAbsences);
  if ("ready" in answer) return instanceOf(answer.ready);
  // Unlike the classic protocol this one shows what waits, with no computer and no partition.
  return answer.waits === undefined ? notReady : instanceOf(answer.waits);
}

async function show({ ports, input }: Called<{ readonly instance_guid: string }>) {
  const { instance_guid: guid } = input;
  const status = await findAlive(ports, guid);
  return status === undefined ? noInstance(guid) : instanceOf(await lookAt(ports, status));
}

type Place = { readonly computer_guid: string; readonly compute_partition_id: string };

/** It is about what is in the partition; whoever asks of a free one learns no more. */
async function aboutPartition({ ports, input }: Called<Place>) {
  const { computer_guid: computer, compute_partition_id: partition } = input;
  const status = await ports.rows.read((rows) => findInPartition(rows, { computer, partition }));
  return { computer, instance: status?.instance ?? "" };
}

async function showInPartition({ ports, input }: Called<Place>) {
  const { computer_guid: computer, compute_partition_id: partition } = input;
  const status = await ports.rows.read((rows) => findInPartition(rows, { computer, partition }));
  return status === undefined
    ? denyListed("SOFTWARE-INSTANCE-NOT-FOUND", `No instance is in ${computer} ${partition}.`)
    : instanceOf(await lookAt(ports, status));
}

async function showTree({ ports, identity, input }: Called<{ readonly title: string }>) {
  const { title } = input;
  const { actor: owner } = identity;
  const root = await ports.rows.read((rows) => findRoot(rows, owner, title));
  if (root !== undefined) return instanceOf(await lookAt(ports, root));
  const roots = await ports.rows.read((rows) =>
    listInstances(rows, { owner, title, requester: null }),
  );
  return roots.some(({ phase }) => phase !== "destroyed")
    ? notReady
    : denyListed("INSTANCE-TREE-NOT-FOUND", `You have no instance tree titled ${title}.`);
}

export const instanceMethods = {
  "slapos.post.v0.software_instance": jsonMethod({
    input: Request,
    output: InstanceOrNotReady,
    absences: instanceAbsences,
    answer: request,
  }),
  "slapos.get.v0.software_instance": jsonMethod({
    input: only({ instance_guid: Text }),
    output: Instance,
    absences: instanceAbsences,
    answer: show,
  }),
  "slapos.get.v0.compute_partition": jsonMethod({
    input: only({ computer_guid: Text, compute_partition_id: Text }),
    output: Instance,
    absences: instanceAbsences,
    about: aboutPartition,
    answer: showInPartition,
  }),
  "slapos.get.v0.instance_tree": jsonMethod({
    input: only({ title: Text }),
    output: InstanceOrNotReady,
    absences: { "no-such-instance": "INSTANCE-TREE-NOT-FOUND" },
    answer: showTree,
  }),
} as const satisfies Readonly<Record<string, JsonMethod>>;
