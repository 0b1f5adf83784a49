/** Names that a server is reached by, as its certificate is to say them. */
import type { AlternativeName } from "./extensions.ts";

export const serverNamesMax = 100;
const hostCharactersMax = 253;
const label = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?";
const host = new RegExp(`^(\\*\\.)?(${label}\\.)*${label}$`);
const ipv4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;
const ipv6Groups = 8;

/** A host name, or an address of IPv4 or IPv6; throws for what is neither. */
export function serverName(name: string): AlternativeName {
  const lower = name.toLowerCase();
  const address = lower.includes(":") ? ipv6Bytes(lower) : ipv4Bytes(lower);
  if (address !== undefined) return { address };
  // Numbers only, or colons: an address that went wrong.
  const isHost = host.test(lower) && !/^[\d.]+$/.test(lower) && name.length <= hostCharactersMax;
  if (isHost) return { dns: lower };
  throw new Error(`${JSON.stringify(name)} is neither a host name nor an address`);
}

function ipv4Bytes(text: string): Uint8Array | undefined {
  const numbers = ipv4.exec(text)?.slice(1).map(Number);
  return numbers?.every((number) => number < 256) ? Buffer.from(numbers) : undefined;
}

/** The parser of URLs knows every way to write one, and writes it in one way. */
function ipv6Bytes(text: string): Uint8Array | undefined {
  const url = `http://[${text}]`;
  if (/[^0-9a-f:.]/.test(text) || !URL.canParse(url)) return undefined;
  const [head = "", tail] = new URL(url).hostname.slice(1, -1).split("::");
  const left = head.split(":").filter(Boolean);
  const right = (tail ?? "").split(":").filter(Boolean);
  const zeros = Array.from({ length: ipv6Groups - left.length - right.length }, () => "0");
  const groups = [...left, ...zeros, ...right].map((group) => group.padStart(4, "0"));
  return Buffer.from(groups.join(""), "hex");
}
