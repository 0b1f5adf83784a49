/**
 * A Master just large enough for an agent's tests: real HTTP, no ledger, and everything it was sent
 * is kept.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { type PartitionDuty, parseTioxml, type SoftwareDuty } from "@partita/schemas";

type Body = Record<string, unknown>;
type Answer = { readonly status: number; readonly body: object };

export type FakeMaster = Awaited<ReturnType<typeof fakeMaster>>;

/** What a child request comes to: the test's own idea of the market. */
type OnRequest = (request: Body, duties: Map<string, PartitionDuty>) => object;

type State = {
  readonly duties: Map<string, PartitionDuty>;
  readonly software: Map<string, SoftwareDuty>;
  readonly sent: { readonly path: string; readonly body: Body }[];
  readonly reports: { readonly reference: string; readonly text: string }[];
  readonly refuse: Map<RegExp, Answer>;
  readonly onRequest: OnRequest;
  agent?: string | undefined;
  position: number;
};

type Route = (state: State, body: Body, name: string) => object;

const routes: readonly (readonly [RegExp, Route])[] = [
  [/^POST \/v1\/computers\/[^/]+\/claim$/, claim],
  [/^POST \/v1\/computers\/[^/]+\/capacity$/, () => ({})],
  [/^GET \/v1\/computers\/[^/]+\/duties$/, tellDuties],
  [/^POST \/v1\/computers\/[^/]+\/software-reports$/, hearSoftware],
  [
    /^POST \/v1\/instances$/,
    ({ onRequest, duties }, body) => ({ instance: onRequest(body, duties) }),
  ],
  [/^POST \/v1\/instances\/([^/]+)\/(reports|connection)$/, hearInstance],
];

export async function fakeMaster(onRequest: OnRequest = () => ({})) {
  const state: State = {
    duties: new Map(),
    software: new Map(),
    sent: [],
    reports: [],
    refuse: new Map(),
    onRequest,
    position: 10,
  };
  const server = createServer(async (request, response) => {
    const { status, body } = await answer(state, request);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on TCP has an address and a port.
  const { port } = server.address() as AddressInfo;
  return {
    ...state,
    state,
    url: `http://127.0.0.1:${port}`,
    /** Gives a duty, or changes one: the agent sees that something is new. */
    wish: (duty: PartitionDuty) => {
      state.position += 1;
      state.duties.set(duty.instance, { ...duty, changedAt: String(state.position) });
    },
    supply: (softwareRelease: string, wanted: SoftwareDuty["state"] = "available") => {
      const reported = state.software.get(softwareRelease)?.reported ?? "waiting";
      state.software.set(softwareRelease, { softwareRelease, state: wanted, reported });
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function answer(state: State, request: IncomingMessage): Promise<Answer> {
  const text = await textOf(request);
  const path = new URL(request.url ?? "", "http://master").pathname;
  const call = `${request.method} ${path}`;
  for (const [pattern, refusal] of state.refuse) if (pattern.test(call)) return refusal;
  if (path.endsWith("/usage")) return takeUsage(state, text);
  const body = text === "" ? {} : JSON.parse(text);
  if (request.method === "POST") state.sent.push({ path, body });
  const [pattern, route] = routes.find(([candidate]) => candidate.test(call)) ?? [];
  if (pattern === undefined || route === undefined) return problem(404, "no-such-route", false);
  const found = route(state, body, pattern.exec(call)?.[1] ?? "");
  const frame = request.method === "POST" ? { movements: [], subject: "x" } : {};
  return { status: 200, body: { ...frame, ...found } };
}

function claim(state: State, { agent }: Body): object {
  state.agent ??= String(agent);
  return {};
}

function tellDuties({ agent, position, duties, software }: State): object {
  const lists = { partitions: [...duties.values()], software: [...software.values()] };
  return { computer: "COMP-1", agent, ...lists, position: String(position) };
}

function hearSoftware({ software }: State, { softwareRelease, state }: Body): object {
  const duty = software.get(String(softwareRelease));
  // The agent's own word comes back as it was sent.
  const reported = state as SoftwareDuty["reported"];
  if (duty !== undefined) software.set(duty.softwareRelease, { ...duty, reported });
  return {};
}

function hearInstance({ duties }: State, { state, connection }: Body, instance: string): object {
  const duty = duties.get(instance);
  // The agent's own words come back as they were sent.
  const told = { ...(state ? { reported: state } : { connection }) } as Partial<PartitionDuty>;
  if (duty !== undefined) duties.set(instance, { ...duty, ...told });
  return {};
}

function takeUsage({ reports }: State, text: string): Answer {
  const parsed = parseTioxml(text);
  if ("fault" in parsed) return problem(400, "malformed-tioxml", false);
  const { reference, lines } = parsed.report;
  if (!reports.some((report) => report.reference === reference)) reports.push({ reference, text });
  const verdicts = lines.map((line) => ({ ...line, verdict: "accepted" }));
  return { status: 200, body: { movements: [], subject: "usage", verdicts } };
}

/** How the Master refuses. */
export function problem(status: number, code: string, retryable: boolean): Answer {
  return { status, body: { type: code, title: `${code}.`, status, code, retryable } };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}
