/** Methods that list: what is on a computer, what an instance serves, which trees one has. */
import { findDuties } from "@partita/projections/computer-duties/query.ts";
import { findShared } from "@partita/projections/instance-status/query.ts";
import { findSoftwareDuties } from "@partita/projections/software-duties/query.ts";
import { Type } from "typebox";
import { referenceIn } from "#api/hateoas/shown-to.ts";
import { rootsOf } from "#api/hateoas/visible.ts";
import { itsContact } from "#api/slap-json/its-contact.ts";
import { type Absences, denyListed } from "#api/slap-json/json-denial.ts";
import {
  type Called,
  computerAbsences,
  type JsonMethod,
  jsonMethod,
} from "#api/slap-json/json-method.ts";
import { Empty, FreeForm, only, results, State, SupplyState, Text } from "#api/slap-json/shapes.ts";
import { findAlive, findRegistered, noComputer } from "#api/slap-json/subjects.ts";

/** Asked for, and done: nobody needs to be told of it any more. */
const gone = "destroyed,destroyed";

type OfComputer = Called<{ readonly computer_guid: string }>;

const listed = {
  title: Text,
  instance_guid: Text,
  state: State,
  compute_partition_id: Type.Optional(Text),
  software_release_uri: Type.Optional(Text),
};

/** An instance that asks finds itself alone: what else is on the computer is not its business. */
async function listInstancesOn(called: OfComputer) {
  const { ports, identity, input } = called;
  const { computer_guid: computer } = input;
  if ((await findRegistered(ports, computer)) === undefined) return noComputer(computer);
  itsContact(called, computer);
  const duties = await ports.rows.read((rows) => findDuties(rows, computer));
  const own = identity.role === "instance" ? referenceIn(identity.actor) : undefined;
  const shown = duties.filter(({ instance }) => own === undefined || instance === own);
  const found = shown.map((duty) => ({
    title: duty.title,
    instance_guid: duty.instance,
    state: duty.state,
    compute_partition_id: duty.partition,
    software_release_uri: duty.softwareRelease,
  }));
  return { result_list: found.toSorted(byText(({ instance_guid: guid }) => guid)) };
}

async function listSoftware(called: OfComputer) {
  const { ports, identity, input } = called;
  const { computer_guid: computer } = input;
  if ((await findRegistered(ports, computer)) === undefined) return noComputer(computer);
  itsContact(called, computer);
  // As in the classic protocol: an instance is told of no software.
  if (identity.role === "instance") return { result_list: [] };
  const duties = await ports.rows.read((rows) => findSoftwareDuties(rows, computer));
  const wanted = duties.filter(({ state, reported }) => [state, reported].join() !== gone);
  return {
    result_list: wanted.map(({ softwareRelease, state }) => ({
      software_release_uri: softwareRelease,
      state,
    })),
  };
}

/** The shared instances that one serves: those that are to run. */
async function listServed(called: Called<{ readonly instance_guid: string }>) {
  const { instance_guid: guid } = called.input;
  const host = await findAlive(called.ports, guid);
  if (host === undefined || host.shared === true)
    return denyListed(
      "HOST-INSTANCE-NOT-FOUND",
      `No instance that serves others is called ${guid}.`,
    );
  const served = await called.ports.rows.read((rows) => findShared(rows, guid));
  return {
    result_list: served.map((status) => ({
      title: status.title,
      instance_guid: status.instance,
      software_type: status.softwareType,
      state: status.state,
      parameters: status.parameters,
      ...(status.partition !== undefined && { compute_partition_id: status.partition }),
      software_release_uri: status.softwareRelease,
    })),
  };
}

async function listTrees({ ports, identity }: Called<object>) {
  const roots = await ports.rows.read((rows) => rootsOf(rows, identity));
  const alive = roots.filter(({ state }) => state !== "destroyed");
  return {
    result_list: alive.map(({ title }) => ({ title })).toSorted(byText(({ title }) => title)),
  };
}

function byText<Row>(text: (row: Row) => string) {
  return (left: Row, right: Row) => (text(left) < text(right) ? -1 : 1);
}

const hostAbsences: Absences = {
  "no-such-instance": "HOST-INSTANCE-NOT-FOUND",
  "not-yours": "HOST-INSTANCE-NOT-FOUND",
};

export const listMethods = {
  "slapos.allDocs.v0.compute_node_instance_list": jsonMethod({
    input: only({ computer_guid: Text }),
    output: results(listed),
    absences: computerAbsences,
    answer: listInstancesOn,
  }),
  "slapos.allDocs.v0.compute_node_software_installation_list": jsonMethod({
    input: only({ computer_guid: Text }),
    output: results({ software_release_uri: Text, state: SupplyState }),
    absences: computerAbsences,
    answer: listSoftware,
  }),
  "slapos.allDocs.v0.instance_node_instance_list": jsonMethod({
    input: only({ instance_guid: Text }),
    output: results({ ...listed, software_type: Text, parameters: FreeForm }),
    absences: hostAbsences,
    answer: listServed,
  }),
  "slapos.allDocs.v0.instance_tree_list": jsonMethod({
    input: Empty,
    output: results({ title: Text }),
    absences: {},
    answer: listTrees,
  }),
} as const satisfies Readonly<Record<string, JsonMethod>>;
