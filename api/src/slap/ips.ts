/** The addresses of a partition as SLAP lists them: plain ones, and those with a route. */
import type { Partition } from "@partita/schemas";

/** Network interface and address. */
export type Ip = readonly [networkInterface: string, address: string];
/** With gateway, netmask and network: an address on a route of its own. */
export type FullIp = readonly [
  networkInterface: string,
  address: string,
  gateway: string,
  netmask: string,
  network: string,
];
export type Ips = { readonly ipList: readonly Ip[]; readonly fullIpList: readonly FullIp[] };

const none: Ips = { ipList: [], fullIpList: [] };

export function ipsOf(partition: Partition | undefined): Ips {
  if (partition === undefined) return none;
  const { address, addresses = [{ interface: "", address }] } = partition;
  const ipList: Ip[] = [];
  const fullIpList: FullIp[] = [];
  for (const one of addresses) {
    const { gateway, netmask, network = "" } = one;
    if (gateway !== undefined && netmask !== undefined)
      fullIpList.push([one.interface, one.address, gateway, netmask, network]);
    else ipList.push([one.interface, one.address]);
  }
  return { ipList, fullIpList };
}
