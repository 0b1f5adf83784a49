/**
 * Checks whether services keep what their release promises: a port takes connections, a page
 * answers, a program agrees.
 */
import { connect } from "node:net";
import type { Prepared } from "#node-agent/drivers/driver.ts";
import { runStep } from "#node-agent/drivers/process/launch.ts";
import type { World } from "#node-agent/drivers/process/world.ts";
import type { FilledPromise } from "#node-agent/fill-release.ts";

/** One check; a service that needs longer to answer is asked again in the next pass. */
const checkSecondsMax = 3;

export type BrokenPromise = { readonly because: string; readonly secondsMax: number };

/** The first promise that does not hold; `undefined` when all do. */
export async function findBroken(
  world: World,
  { partition, promises }: Prepared,
): Promise<BrokenPromise | undefined> {
  for (const promise of promises) {
    const because = await check(world, partition, promise);
    if (because !== undefined) return { because, secondsMax: promise.secondsMax };
  }
  return undefined;
}

function check(world: World, partition: string, promise: FilledPromise) {
  if (promise.kind === "tcp") return checkTcp(promise.target);
  if (promise.kind === "http") return checkHttp(promise.target);
  return checkRun(world, partition, promise.argv);
}

function checkTcp(target: string): Promise<string | undefined> {
  const colon = target.lastIndexOf(":");
  const host = target.slice(0, colon).replace(/^\[|\]$/g, "");
  const port = Number(target.slice(colon + 1));
  if (!(port > 0 && port < 65_536)) return Promise.resolve(`${target} is no host:port`);
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (reason?: string) => {
      socket.destroy();
      resolve(reason);
    };
    socket.setTimeout(checkSecondsMax * 1000, () => end(`${target} does not answer`));
    socket.once("connect", () => end());
    socket.once("error", (cause) => end(`${target}: ${cause.message}`));
  });
}

async function checkHttp(target: string): Promise<string | undefined> {
  try {
    const signal = AbortSignal.timeout(checkSecondsMax * 1000);
    const reply = await fetch(target, { signal });
    await reply.body?.cancel();
    return reply.ok ? undefined : `${target} answers ${reply.status}`;
  } catch (cause) {
    // Refused, reset, too slow: the service is not there yet.
    return `${target} does not answer (${reasonOf(cause)})`;
  }
}

async function checkRun(
  { places, runAs, signal }: World,
  partition: string,
  argv: readonly string[],
): Promise<string | undefined> {
  const directory = places.partition(partition);
  const log = places.log(partition, "promise");
  try {
    await runStep({ argv, env: {}, directory, log, runAs, secondsMax: checkSecondsMax }, signal);
    return undefined;
  } catch (cause) {
    // Its exit says that the promise does not hold; its output says why.
    return reasonOf(cause);
  }
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error ? cause.cause.message : cause.message;
}
