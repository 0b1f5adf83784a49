/** What was chosen once for a partition and must stay: its ports and its secrets. */
import { randomInt } from "node:crypto";
import { mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { readJson, writeJson } from "#node-agent/adapters/json-file.ts";
import { namesIn } from "#node-agent/drivers/process/logs.ts";
import type { Places } from "#node-agent/drivers/process/places.ts";
import type { SoftwareTypeDescription } from "#node-agent/release.ts";

export type Facts = {
  readonly ports: Readonly<Record<string, number>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** Whether something ran here already; from then on others may know the ports. */
  readonly used: boolean;
  /** The change that the steps without `creates` were last run for. */
  readonly prepared?: string;
};

/**
 * Below the ports that Linux gives to outgoing connections (32768 upwards), which would be taken
 * now and then.
 */
const firstPort = 20_000;
const lastPort = 32_000;
const portAttemptsMax = 200;

/** 32 of 62 letters: 190 bits, and safe in a URL, a configuration file and an argument. */
const secretLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const secretLength = 32;

export function readFacts(places: Places, partition: string): Facts {
  // Written by this file only.
  const found = readJson(places.facts(partition)) as Facts | undefined;
  return found ?? { ports: {}, secrets: {}, used: false };
}

export function writeFacts(places: Places, partition: string, facts: Facts): void {
  mkdirSync(places.kept(partition), { recursive: true, mode: 0o700 });
  writeJson(places.facts(partition), facts);
}

/** Adds what the type needs and the partition does not have yet. */
export async function completeFacts(
  places: Places,
  partition: string,
  type: SoftwareTypeDescription,
  address: string,
): Promise<Facts> {
  const facts = readFacts(places, partition);
  const ports = await choosePorts(
    facts,
    type.ports ?? [],
    address,
    portsOfOthers(places, partition),
  );
  const secrets = Object.fromEntries(
    (type.secrets ?? []).map((name) => [name, facts.secrets[name] ?? makeSecret()]),
  );
  const completed = { ...facts, ports, secrets: { ...facts.secrets, ...secrets } };
  writeFacts(places, partition, completed);
  return completed;
}

async function choosePorts(
  facts: Facts,
  names: readonly string[],
  address: string,
  taken: ReadonlySet<number>,
): Promise<Readonly<Record<string, number>>> {
  const ports: Record<string, number> = { ...facts.ports };
  for (const name of names) {
    const known = ports[name];
    const keeps = known !== undefined && (facts.used || (await isFree(address, known)));
    if (!keeps)
      ports[name] = await choosePort(address, new Set([...taken, ...Object.values(ports)]));
  }
  return ports;
}

async function choosePort(address: string, taken: ReadonlySet<number>): Promise<number> {
  for (let attempt = 0; attempt < portAttemptsMax; attempt++) {
    const port = randomInt(firstPort, lastPort);
    if (!taken.has(port) && (await isFree(address, port))) return port;
  }
  throw new Error(`no free port from ${firstPort} to ${lastPort} was found on ${address}`);
}

function portsOfOthers(places: Places, partition: string): ReadonlySet<number> {
  const others = namesIn(places.keptAll).filter((name) => name !== partition);
  return new Set(others.flatMap((other) => Object.values(readFacts(places, other).ports)));
}

function isFree(address: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (cause) => {
      if ("code" in cause && cause.code === "EADDRINUSE") resolve(false);
      else reject(new Error(`nothing can listen on ${address}: is it this computer's?`, { cause }));
    });
    server.listen({ host: address, port, exclusive: true }, () =>
      server.close(() => resolve(true)),
    );
  });
}

function makeSecret(): string {
  const letters = Array.from({ length: secretLength }, () => secretLetters[randomInt(62)]);
  return letters.join("");
}
