/** Connections on which SLAP was spoken last, for what is answered before there is a request. */
import type { Socket } from "node:net";

const callers = new WeakSet<Socket>();

export function noteSlapCaller(socket: Socket): void {
  callers.add(socket);
}

/** To these 408 says "not ready", whatever was meant by it. */
export function isSlapCaller(socket: Socket): boolean {
  return callers.has(socket);
}
