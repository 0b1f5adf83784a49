/**
 * Answers polls again before they are routed. Most of what a Master is asked is what it was asked a
 * minute ago, by the same, in the same words: to route that, to parse it and to run the hooks of a
 * framework over it costs more than to answer it. See ADR 0034.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Authentication } from "#api/authenticate.ts";
import type { Ports } from "#api/ports.ts";
import { memoryKey } from "#api/remembered/slap-memory.ts";
import type { Endpoint } from "#api/slap/endpoint.ts";
import { writeRecalled } from "#api/slap/recall.ts";
import { noteSlapCaller } from "#api/slap/slap-callers.ts";

/** Whether it was answered; else nothing was done, and it goes on to be routed. */
export type FrontDesk = (request: IncomingMessage, response: ServerResponse) => boolean;

type Open = {
  readonly ports: Ports;
  readonly checks: Pick<Authentication, "recall">;
  /** Endpoints by their path. */
  readonly endpoints: ReadonlyMap<string, Endpoint & { readonly name: string }>;
};

/** Whoever asks must be known by now, and the answer must be good still: both are looked up. */
export function frontDesk({ ports, checks, endpoints }: Open): FrontDesk {
  const { memory } = ports;
  if (memory === undefined) return () => false;
  return (request, response) => {
    const { method, url = "", headers } = request;
    if (method !== "GET") return false;
    const start = url.indexOf("?");
    const endpoint = endpoints.get(start < 0 ? url : url.slice(0, start));
    if (endpoint === undefined) return false;
    const identity = checks.recall(request);
    if (identity === undefined) return false;
    const key = memoryKey(endpoint.name, identity, start < 0 ? "" : url.slice(start + 1));
    const found = key === undefined ? undefined : memory.find(key);
    if (found === undefined) return false;
    noteSlapCaller(request.socket);
    endpoint.notes?.({ ports, identity });
    writeRecalled(headers, response, found);
    return true;
  };
}
