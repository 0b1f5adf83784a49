/** A house as docker-compose.yml has it: every part a process of its own, some of them twice. */
import { setTimeout as sleep } from "node:timers/promises";
import { computers, setStage, unprivilegedUser } from "@partita/stack";
import { postgresBinaries } from "@partita/stack/binaries.ts";
import { freePort } from "@partita/stack/free-port.ts";
import { type Balancer, balancer } from "./balancer.ts";
import { byHand, type Changed, type Handmade, isHealthy, type Local } from "./by-hand.ts";

export type Servers = {
  readonly DATABASE_URL: string;
  /** Empty: movements, or the queue, are kept in PostgreSQL. */
  readonly EVENTSTORE_URL: string;
  readonly REDIS_URL: string;
};

/** How often each part runs; what is not named here, once. */
const times: Readonly<Record<string, number>> = { api: 2, projections: 2, allocator: 2 };

const healthySecondsMax = 90;

/** Resolves when every process is healthy, as its own health check says. */
export async function scatter(folder: string, services: readonly string[], servers: Servers) {
  const local = { folder, postgresql: postgresBinaries(), environment: servers };
  await prepared(local);
  const { parts, ports } = await begun(local, services);
  const front = await balancer(ports);
  const agents: Handmade[] = [];
  const roots = `${folder}/handed/roots.pem`;
  const startComputer = async (reference: string) => {
    const agent = await byHand("agent", local, asComputer(reference, { folder, front }));
    agents.push(agent);
    return { failed: new Promise<never>(() => {}) };
  };
  const house = {
    stage: setStage({ tokens: `${folder}/keep` }, { url: front.url, roots }, startComputer),
    /** As a power cut would; answers the exit code. */
    kill: async (service: string) => {
      const victim = parts.find(({ name }) => name === service);
      victim?.process.kill("SIGKILL");
      return victim?.exit;
    },
    /** The exit codes, by name; agents go first, while there is a Master to report to. */
    stop: async () => {
      const codes = [...(await ended(agents, "SIGINT")), ...(await ended(parts, "SIGTERM"))];
      await front.close();
      return codes;
    },
    said: () => [...parts, ...agents].map(({ name, lines }) => `${name}:\n${lines.join("\n")}`),
  };
  try {
    await Promise.all(parts.map(untilHealthy));
  } catch (fault) {
    await house.stop();
    throw fault;
  }
  return house;
}

async function prepared(local: Local): Promise<void> {
  const hands = computers.map(
    ({ reference }) => `computer:${reference}=${local.folder}/handed/${reference}.enrolment`,
  );
  const { exit, lines } = await byHand("prepare", local, {
    more: hands.flatMap((hand) => ["--hand", hand]),
  });
  if ((await exit) !== 0) throw new Error(lines.join("\n"));
}

/** All at once, on a database that nobody has prepared; with the ports of the APIs. */
async function begun(local: Local, services: readonly string[]) {
  const wanted = services.flatMap((service) => Array(times[service] ?? 1).fill(service));
  const begun = wanted.map(async (service: string) => {
    const port = await freePort();
    const words = { PARTITA_PORT: String(port), PARTITA_PORTAL_PORT: String(port) };
    return { port, part: await byHand(service, local, { words }) };
  });
  const all = await Promise.all(begun);
  const apis = all.filter(({ part }) => part.name === "api");
  return { parts: all.map(({ part }) => part), ports: apis.map(({ port }) => port) };
}

type At = { readonly folder: string; readonly front: Balancer };

/** A container's agent is not root; where we are, what it starts needs another user. */
function asComputer(reference: string, { folder, front }: At): Changed {
  const user = unprivilegedUser();
  return {
    words: {
      "COMP-1": reference,
      "https://api:8020": front.url,
      [`${folder}/computer`]: `${folder}/${reference}`,
    },
    more: user === undefined ? [] : ["--run-as", `${user.uid}:${user.gid}`],
  };
}

async function untilHealthy(part: Handmade): Promise<void> {
  let code: number | undefined;
  void part.exit.then((ended) => {
    code = ended;
  });
  for (let second = 0; second < healthySecondsMax && code === undefined; second++) {
    if (await isHealthy(part)) return;
    await sleep(1_000);
  }
  const how = code === undefined ? "is not healthy" : `ended with ${code}`;
  throw new Error(`${part.name} ${how}:\n${part.lines.join("\n")}`);
}

function ended(all: readonly Handmade[], signal: NodeJS.Signals): Promise<readonly string[]> {
  return Promise.all(
    all.map(async ({ name, process, exit }) => {
      process.kill(signal);
      return `${name} ${await exit}`;
    }),
  );
}
