/** What `partita replay` is asked to do: its command line, read and checked. */
import { parseArgs } from "node:util";
import { instantOf } from "@partita/schemas";

export type ReplayOptions = {
  /** Only what took effect by this instant. */
  readonly at?: string;
  /** Only what was recorded by this position, or by this instant. */
  readonly knownAt?: { readonly position: bigint } | { readonly instant: string };
  readonly into?: { readonly folder: string } | { readonly schema: string };
  readonly json: boolean;
};

/** Schemas of our own, and of PostgreSQL. */
const taken =
  /^(pg_.*|information_schema|public|ledger|projections|allocator_queue|webhooks|house)$/;
/** PostgreSQL cuts longer names off. */
const schemaName = /^[a-z_][a-z0-9_]{0,62}$/;
/** Positions are 64-bit in every store. */
const positionMax = 2n ** 63n - 1n;

/** Undefined when help was asked for. Throws a sentence about what cannot be meant. */
export function replayOptions(words: readonly string[]): ReplayOptions | undefined {
  const { values } = parseArgs({
    args: [...words],
    options: {
      at: { type: "string" },
      "known-at": { type: "string" },
      into: { type: "string" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return undefined;
  const { at, "known-at": knownAt, into, json } = values;
  return {
    json,
    ...(at !== undefined && { at: instant("--at", at) }),
    ...(knownAt !== undefined && { knownAt: known(knownAt) }),
    ...(into !== undefined && { into: place(into) }),
  };
}

function instant(option: string, text: string): string {
  const milliseconds = Date.parse(text);
  if (!Number.isNaN(milliseconds) && instantOf(milliseconds) === text) return text;
  throw new Error(`${option} ${text} is no instant; one looks like 2026-06-30T23:59:59.999Z`);
}

function known(text: string): NonNullable<ReplayOptions["knownAt"]> {
  if (!/^\d{1,19}$/.test(text)) return { instant: instant("--known-at", text) };
  const position = BigInt(text);
  if (position <= positionMax) return { position };
  throw new Error(`--known-at ${text} is no position; the largest is ${positionMax}`);
}

function place(text: string): NonNullable<ReplayOptions["into"]> {
  if (!text.startsWith("schema:")) {
    if (text !== "") return { folder: text };
    throw new Error("--into names a folder, or schema:<name>");
  }
  const schema = text.slice("schema:".length);
  if (!schemaName.test(schema))
    throw new Error(`--into ${text}: a schema's name has small letters, digits and underscores`);
  if (taken.test(schema)) throw new Error(`--into ${text}: ${schema} is somebody else's schema`);
  return { schema };
}
