/** A market whose computers speak SLAP: COMP-1 is formatted and supplied, and ada asks. */
import { listInstances } from "@partita/projections/instance-status/query.ts";
import type { InstanceStatus } from "@partita/schemas";
import { dictionary, type SlapValue } from "@partita/schemas/slap/slap-value.ts";
import { onTestFinished } from "vitest";
import { slapClient } from "#api/slap/testing/slap-client.ts";
import { exampleOf, expected } from "#api/testing/market.ts";
import { guestbookKey, type World, world } from "#api/testing/world.ts";

export const release = "https://software.partita.example/guestbook/software.json";

/** What slapformat posts of a partition, as far as anybody reads it. */
export function partitionOf(index: number): SlapValue {
  return dictionary({
    reference: `slappart${index}`,
    path: `/srv/slapgrid/slappart${index}`,
    user: dictionary({ name: `slapuser${index}` }),
    address_list: [
      dictionary({ addr: `10.0.${index}.1`, netmask: "255.255.255.255" }),
      dictionary({ addr: `2001:db8:1::${index + 2}`, netmask: "ffff:ffff:ffff::" }),
    ],
    tap: dictionary({
      name: `slaptap${index}`,
      ipv4_addr: `172.16.${index}.2`,
      ipv4_gateway: `172.16.${index}.1`,
      ipv4_netmask: "255.255.255.0",
      ipv4_network: `172.16.${index}.0`,
    }),
    external_storage_list: [],
  });
}

export function configurationOf(computer: string, partitions: number): SlapValue {
  return dictionary({
    reference: computer,
    address: "2001:db8:1::1",
    netmask: "ffff:ffff:ffff::",
    instance_root: "/srv/slapgrid",
    software_root: "/opt/slapgrid",
    partition_list: Array.from({ length: partitions }, (_, index) => partitionOf(index)),
  });
}

/** COMP-1 is the hoster's, formatted by its slapgrid, with the software supplied over SLAP. */
export async function slapMarket(house: World, partitions = 2): Promise<void> {
  const registered = exampleOf("register-computer");
  expected(201, await house.post("hoster", "/v1/computers/COMP-1/registration", registered));
  const computer = slapClient(house, "comp1");
  await computer.post("loadComputerConfigurationFromXML", {
    xml: configurationOf("COMP-1", partitions),
  });
  await slapClient(house, "hoster").post("supplySupply", {
    url: release,
    computer_id: "COMP-1",
    state: "available",
  });
  expected(201, await house.post("hoster", "/v1/offers", exampleOf("publish-offer")));
}

/** The fields of a request of ada's; others replace them. */
export function wished(title: string, changes: Readonly<Record<string, SlapValue>> = {}) {
  return {
    software_release: release,
    software_type: "default",
    partition_reference: title,
    partition_parameter_xml: new Map(),
    filter_xml: new Map(),
    // Marshalled, unlike the texts above.
    state: "<marshal><none/></marshal>",
    shared_xml: false,
    ...changes,
  };
}

/** What is known of the instance of a title. */
export async function found(house: World, title: string): Promise<InstanceStatus> {
  const [one] = await house.ports.rows.read((rows) => listInstances(rows, { title }));
  if (one === undefined) throw new Error(`nothing is called ${title}`);
  return one;
}

/** What the allocator would do: awards what waits under a title, and gives it a partition. */
export async function placed(house: World, title: string): Promise<string> {
  const { instance, tree, owner } = await found(house, title);
  const [award] = await house.house("award-instance", {
    streamId: tree,
    detail: { instance, seller: "organisation:hoster" },
  });
  await house.house("allocate-partition", {
    streamId: "COMP-1",
    detail: {
      ...{ instance, tree, softwareRelease: release },
      award: award?.movement.id ?? "",
      buyer: owner,
    },
  });
  return instance;
}

/** Ada's guestbook in slappart0 of COMP-1: the instance that the caller `guestbook` is. */
export async function withGuestbook(house: World): Promise<string> {
  const under = { "idempotency-key": guestbookKey };
  const wish = { ...exampleOf("request-instance"), parameters: { greeting: "a & b" } };
  expected(202, await house.post("ada", "/v1/instances", wish, under));
  return placed(house, "my-guestbook");
}

/** Where it is. */
export const there = { computer_id: "COMP-1", computer_partition_id: "slappart0" } as const;

/** A house with that market, and with the guestbook in it. */
export async function slapHouse() {
  const house = await world();
  onTestFinished(() => house.close());
  await slapMarket(house);
  const guestbook = await withGuestbook(house);
  return {
    house,
    guestbook,
    ada: slapClient(house, "ada"),
    bob: slapClient(house, "bob"),
    owner: slapClient(house, "hoster"),
    node: slapClient(house, "comp1"),
    stranger: slapClient(house, "comp2"),
    software: slapClient(house, "guestbook"),
    auditor: slapClient(house, "auditor"),
  };
}
