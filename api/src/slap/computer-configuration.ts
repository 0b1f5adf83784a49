/** What a computer says of itself when it is formatted: its partitions and their addresses. */
import type { Address, Partition } from "@partita/schemas";
import { pythonText } from "@partita/schemas/slap/python-text.ts";
import {
  isDictionary,
  isList,
  type SlapDictionary,
  type SlapValue,
} from "@partita/schemas/slap/slap-value.ts";

export type Configuration = {
  readonly reference: string;
  readonly partitions: readonly Omit<Partition, "retiring">[];
};
export type Read = Configuration | { readonly fault: string };

/** What the house needs of it; all else that slapformat sends is for SlapOS's own pages. */
export function readConfiguration(value: SlapDictionary): Read {
  const reference = textIn(value, "reference");
  const listed = value.get("partition_list");
  if (reference === undefined) return { fault: "the configuration has no reference" };
  if (listed === undefined || !isList(listed))
    return { fault: "the configuration has no partition_list" };
  const own = textIn(value, "address") ?? unknownAddress;
  const partitions = [];
  for (const one of listed) {
    const name = isDictionary(one) ? textIn(one, "reference") : undefined;
    if (name === undefined || !isDictionary(one)) return { fault: "a partition has no reference" };
    partitions.push(partitionFrom(one, name, own));
  }
  return { reference, partitions };
}

/** Of a partition without any address, on a computer that says none of its own. */
const unknownAddress = "::";

function partitionFrom(
  value: SlapDictionary,
  reference: string,
  own: string,
): Omit<Partition, "retiring"> {
  const tap = dictionaryIn(value, "tap");
  const plain = itemsIn(value, "address_list").flatMap((one) => plainAddress(one, tap));
  const addresses = [...plain, ...routeOf(tap)];
  const capabilities = itemsIn(value, "capability_list").map(pythonText).filter(isNamed);
  return {
    reference,
    address: addresses[0]?.address ?? own,
    addresses,
    ...(capabilities.length > 0 && { capabilities }),
  };
}

function plainAddress(value: SlapValue, tap: SlapDictionary): readonly Address[] {
  if (!isDictionary(value)) return [];
  const address = textIn(value, "addr");
  const netmask = textIn(value, "netmask");
  const name = textIn(tap, "name") ?? "";
  return address === undefined
    ? []
    : [{ interface: name, address, ...(netmask !== undefined && { netmask }) }];
}

/** The address that the tap routes to, with its gateway and network. */
function routeOf(tap: SlapDictionary): readonly Address[] {
  const address = textIn(tap, "ipv4_addr");
  const gateway = textIn(tap, "ipv4_gateway");
  const netmask = textIn(tap, "ipv4_netmask");
  const network = textIn(tap, "ipv4_network");
  if (address === undefined || gateway === undefined || netmask === undefined) return [];
  const route = { interface: `route_${textIn(tap, "name") ?? ""}`, address, gateway, netmask };
  return [network === undefined ? route : { ...route, network }];
}

function isNamed(capability: string): boolean {
  return capability !== "";
}

/** Undefined also for an empty text and for none. */
function textIn(value: SlapDictionary, name: string): string | undefined {
  const found = value.get(name) ?? null;
  return found === null || found === "" ? undefined : pythonText(found);
}

function dictionaryIn(value: SlapDictionary, name: string): SlapDictionary {
  const found = value.get(name) ?? null;
  return isDictionary(found) ? found : new Map();
}

function itemsIn(value: SlapDictionary, name: string): readonly SlapValue[] {
  const found = value.get(name) ?? null;
  return isList(found) ? found : [];
}
