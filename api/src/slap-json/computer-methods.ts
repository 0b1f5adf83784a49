/** Methods about a computer: how it is, its partitions, its usage, and that something is wrong. */
import type { Partition } from "@partita/schemas";
import { type Static, Type } from "typebox";
import { lastWords } from "#api/slap/last-words.ts";
import { reportSlapUsage } from "#api/slap/report-slap-usage.ts";
import { statusDictionary } from "#api/slap/status-dictionary.ts";
import { tell } from "#api/slap/tell.ts";
import { denyJson, jsonDenialOf } from "#api/slap-json/json-denial.ts";
import {
  type Called,
  computerAbsences,
  type JsonMethod,
  jsonMethod,
} from "#api/slap-json/json-method.ts";
import { Done, done, only, Text } from "#api/slap-json/shapes.ts";
import { findRegistered, noComputer } from "#api/slap-json/subjects.ts";
import { tellAsAgent } from "#api/slap-json/tell-as-agent.ts";

type About<Input = object> = Called<Input & { readonly computer_guid: string }>;

const Status = Type.Object({ text: Text });

async function showStatus(called: About) {
  const { ports, input } = called;
  const { computer_guid: computer } = input;
  if ((await findRegistered(ports, computer)) === undefined) return noComputer(computer);
  const contact = (await ports.contacts.find([computer])).get(computer);
  const spoken = { reference: computer, portalType: "Compute Node", state: "" } as const;
  const told = Object.fromEntries(statusDictionary(spoken, contact, ports.clock()));
  return { ...told, text: String(told.text) };
}

async function bang(called: About<{ readonly message: string }>) {
  const { ports, identity, input } = called;
  const { computer_guid: computer } = input;
  const message = lastWords(input.message);
  if ((await findRegistered(ports, computer)) === undefined) return noComputer(computer);
  const detail = { message };
  const sent = await tell(ports, "bang-computer", { identity, to: { computer }, detail });
  if ("problem" in sent) return jsonDenialOf(sent, computerAbsences);
  ports.contacts.note({ reference: computer, text: `#error bang: ${message}`, at: ports.clock() });
  return done("compute node bang handled");
}

/** What else an agent says of an address or a partition is not ours to refuse, as in SlapOS. */
const IpAddress = Type.Object({
  "ip-address": Text,
  "network-interface": Type.Optional(Text),
  netmask: Type.Optional(Text),
  "gateway-ip-address": Type.Optional(Text),
  "network-address": Type.Optional(Text),
});
const Described = Type.Object({
  partition_id: Text,
  ip_list: Type.Optional(Type.Array(IpAddress)),
  capability_list: Type.Optional(Type.Array(Text)),
});

async function format(
  called: About<{ readonly compute_partition_list: readonly Static<typeof Described>[] }>,
) {
  const { ports, identity, input } = called;
  const { computer_guid: computer, compute_partition_list: list } = input;
  if ((await findRegistered(ports, computer)) === undefined) return noComputer(computer);
  const detail = { partitions: list.map(partitionOf) };
  const sent = await tellAsAgent(ports, "set-capacity", {
    asking: { identity, to: { computer }, detail },
    computer,
  });
  if ("problem" in sent) return jsonDenialOf(sent, computerAbsences);
  return done("compute node format handled");
}

/** A partition may well have no address: its first one is then no more than a word for that. */
const noAddress = "none";

function partitionOf(described: Static<typeof Described>): Partition {
  const { partition_id: reference, ip_list: ips = [], capability_list: capabilities } = described;
  const addresses = ips.map((ip) => ({
    interface: ip["network-interface"] ?? "",
    address: ip["ip-address"],
    ...(ip.netmask && { netmask: ip.netmask }),
    ...(ip["gateway-ip-address"] && { gateway: ip["gateway-ip-address"] }),
    ...(ip["network-address"] && { network: ip["network-address"] }),
  }));
  const address = addresses[0]?.address ?? noAddress;
  return { reference, address, addresses, ...(capabilities !== undefined && { capabilities }) };
}

async function takeUsage({ ports, identity, input }: About<{ readonly tioxml: string }>) {
  const { computer_guid: computer, tioxml } = input;
  const found = await findRegistered(ports, computer);
  const taken = await reportSlapUsage({ ports, identity, found }, tioxml);
  if (!("problem" in taken)) return done("compute node usage handled");
  const { code, title, detail } = taken.problem;
  return code === "malformed-tioxml"
    ? denyJson(400, "INVALIDATE_TIOXML", detail ?? title)
    : jsonDenialOf(taken, computerAbsences);
}

export const computerMethods = {
  "slapos.get.v0.compute_node_status": jsonMethod({
    input: only({ computer_guid: Text }),
    output: Status,
    absences: computerAbsences,
    answer: showStatus,
  }),
  "slapos.put.v0.compute_node_bang": jsonMethod({
    input: only({ computer_guid: Text, message: Text }),
    output: Done,
    absences: computerAbsences,
    answer: bang,
  }),
  "slapos.put.v0.compute_node_format": jsonMethod({
    input: only({ computer_guid: Text, compute_partition_list: Type.Array(Described) }),
    output: Done,
    absences: computerAbsences,
    answer: format,
  }),
  "slapos.post.v0.compute_node_usage": jsonMethod({
    input: only({ computer_guid: Text, tioxml: Text }),
    output: Done,
    absences: computerAbsences,
    answer: takeUsage,
  }),
} as const satisfies Readonly<Record<string, JsonMethod>>;
