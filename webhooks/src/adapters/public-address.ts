/** Says whether an address is one of the public internet: no letter goes to what is behind it. */
import { BlockList, isIPv4, isIPv6 } from "node:net";

/** What the IANA registries of special-purpose addresses list as not globally reachable. */
const special = {
  ipv4: [
    ["0.0.0.0", 8],
    ["10.0.0.0", 8],
    ["100.64.0.0", 10],
    ["127.0.0.0", 8],
    ["169.254.0.0", 16],
    ["172.16.0.0", 12],
    ["192.0.0.0", 24],
    ["192.0.2.0", 24],
    ["192.88.99.0", 24],
    ["192.168.0.0", 16],
    ["198.18.0.0", 15],
    ["198.51.100.0", 24],
    ["203.0.113.0", 24],
    ["224.0.0.0", 4],
    ["240.0.0.0", 4],
  ],
  // Of what begins with binary 001; with 6to4 and Teredo, which carry an IPv4 address inside.
  ipv6: [
    ["2001::", 23],
    ["2001:db8::", 32],
    ["2002::", 16],
    ["3fff::", 20],
  ],
} as const;

const blocked = new BlockList();
const global = new BlockList();
for (const [net, prefix] of special.ipv4) blocked.addSubnet(net, prefix, "ipv4");
for (const [net, prefix] of special.ipv6) blocked.addSubnet(net, prefix, "ipv6");
// All IPv6 that is routed so far; what maps or translates IPv4 lies outside, and so does fc00::/7.
global.addSubnet("2000::", 3, "ipv6");

export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !blocked.check(address, "ipv4");
  return isIPv6(address) && global.check(address, "ipv6") && !blocked.check(address, "ipv6");
}
