/** Asks a Master for its Merkle log over HTTP; what comes back is to be checked, not believed. */

import type { ConsistencyProof, Entry, KeptCheckpoints, LeafPlaces } from "../log/answers.ts";
import type { AuditPage } from "../log/audit.ts";
import { indexPath, type Tile, tilePath } from "../log/tile-path.ts";
import type { Problem } from "../problem.ts";
import type { ClientOptions } from "./client.ts";
import {
  MasterRefusal,
  MasterUnreachable,
  requestMillisecondsMax,
  unreachedText,
} from "./client.ts";

/** A bundle of leaves: the tile of level 0 with this index. */
export type Bundle = { readonly index: number; readonly width: number };

export type LogClient = {
  key(): Promise<string>;
  /** The last signed note. */
  checkpoint(): Promise<string>;
  /** Notes that were signed for more than `size` leaves, the smallest first; a page of them. */
  checkpoints(size: number): Promise<readonly string[]>;
  tile(tile: Tile): Promise<Buffer>;
  entries(bundle: Bundle): Promise<readonly Entry[]>;
  leaves(bundle: Bundle): Promise<LeafPlaces["leaves"]>;
  consistency(from: number, to: number): Promise<ConsistencyProof>;
  /** As it was sent: it is evidence only when its check says so. */
  evidence(movement: string, since?: string): Promise<unknown>;
  audit(after: string): Promise<AuditPage>;
};

export function logClient(options: ClientOptions): LogClient {
  const octets = (path: string) => get(options, `/v1/log/${path}`);
  const text = async (path: string) => (await octets(path)).toString("utf8");
  // The API's answers are made from the schemas that these types are of.
  const json = async <Answer>(path: string) => parsed(options, await text(path)) as Answer;
  return {
    key: async () => (await text("key")).trim(),
    checkpoint: () => text("checkpoint"),
    checkpoints: async (size) => {
      const after = size < 0 ? "" : `?after=${size}`;
      return (await json<KeptCheckpoints>(`checkpoints${after}`)).checkpoints;
    },
    tile: (tile) => octets(`tile/${tilePath(tile)}`),
    entries: async ({ index, width }) =>
      (await text(`entries/${indexPath(index, width)}`))
        .split("\n")
        .filter((line) => line !== "")
        // One line per movement, made from the same schema.
        .map((line) => parsed(options, line) as Entry),
    leaves: async ({ index, width }) =>
      (await json<LeafPlaces>(`leaves/${indexPath(index, width)}`)).leaves,
    consistency: (from, to) => json(`proof/consistency?from=${from}&to=${to}`),
    evidence: (movement, since) =>
      json(`evidence?${new URLSearchParams({ movement, ...(since !== undefined && { since }) })}`),
    audit: (after) => json(`audit?after=${after}`),
  };
}

async function get(
  { url, token, fetch: travel = fetch }: ClientOptions,
  path: string,
): Promise<Buffer> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const signal = AbortSignal.timeout(requestMillisecondsMax);
  const reply = await travel(new URL(path, url), { headers, signal }).catch((cause) => {
    throw new MasterUnreachable(unreachedText(url, cause), { cause });
  });
  const octets = await reply.arrayBuffer().catch((cause) => {
    throw new MasterUnreachable(`the answer from ${url} broke off`, { cause });
  });
  const body = Buffer.from(octets);
  if (reply.ok) return body;
  const problem: unknown = parsed({ url }, body.toString("utf8"));
  if (isProblem(problem)) throw new MasterRefusal(problem);
  throw new MasterUnreachable(`what answers at ${url} is not a Master (HTTP ${reply.status})`);
}

function parsed({ url }: ClientOptions, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new MasterUnreachable(`what answers at ${url} is not a Master`, { cause });
  }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "code" in body && "title" in body;
}
