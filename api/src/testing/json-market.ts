/** A market that speaks JSON-RPC from its first word on: COMP-1 is run by a slapgrid. */
import { exampleOf, expected } from "#api/testing/market.ts";
import type { Caller, World } from "#api/testing/world.ts";

export const release = "https://software.partita.example/guestbook/software.json";

/** Calls a method as SlapOS's client does. */
export async function call(house: World, caller: Caller, method: string, input: object) {
  const { status, body } = await house.post(caller, `/slap/${method}`, input);
  return { status, body };
}

/** The body of an answer with 200. */
export async function called(house: World, caller: Caller, method: string, input: object) {
  return expected(200, await call(house, caller, method, input));
}

export const twoPartitions = [0, 1].map((index) => ({
  partition_id: `slappart${index}`,
  ip_list: [
    { "ip-address": `10.0.0.${index + 1}`, "network-interface": "slaptap0" },
    {
      "ip-address": `10.1.0.${index + 1}`,
      "network-interface": "route_slaptap0",
      netmask: "255.255.0.0",
      "gateway-ip-address": "10.1.0.254",
      "network-address": "10.1.0.0",
    },
  ],
}));

/** COMP-1 has two partitions and the software; an offer is published. */
export async function jsonMarket(house: World): Promise<{ readonly offer: string }> {
  const registration = "/v1/computers/COMP-1/registration";
  expected(201, await house.post("hoster", registration, exampleOf("register-computer")));
  const supply = { computer_guid: "COMP-1", software_release_uri: release };
  await called(house, "hoster", "slapos.post.v0.software_installation", supply);
  await called(house, "comp1", "slapos.put.v0.compute_node_format", {
    computer_guid: "COMP-1",
    compute_partition_list: twoPartitions,
  });
  const reply = await house.post("hoster", "/v1/offers", exampleOf("publish-offer"));
  return { offer: expected(201, reply).subject };
}

export const wish = {
  title: "my-guestbook",
  software_release_uri: release,
  software_type: "default",
  parameters: { greeting: "Welcome" },
  sla_parameters: { region: "europe" },
} as const;
