/** Fills a market of a size: computers with their partitions, some of them busy, as if lived. */
import type { Send } from "@partita/ledger";
import { type Command, type CommandKind, deriveId, type NodeId } from "@partita/schemas";
import { ask } from "@partita/schemas/testing/ask.ts";
import { withSender } from "./with-sender.ts";

export type Market = {
  /** All partitions of it. */
  readonly partitions: number;
  /** Of each computer but the last. */
  readonly perComputer: number;
  /** How many of each computer's hold a running instance. */
  readonly busyShare: number;
  /** Of this one they all do. */
  readonly full?: string;
};

/** Who owns the computers; sells on them. */
export const seller = "organisation:hoster" satisfies NodeId;
export const softwareRelease = "https://software.partita.example/bench/software.cfg";
/** As many computers as one offer covers. */
const offerComputersMax = 100;
/** Commands under way at once: the store takes them in groups. */
const commandsAtOnce = 128;

export function computersOf({ partitions, perComputer }: Market): readonly string[] {
  const count = Math.ceil(partitions / perComputer);
  return Array.from({ length: count }, (_, index) => `COMP-${index + 1}`);
}

/** Sends every command to the ledger, as the parties would. */
export async function fillMarket(databaseUrl: string, market: Market): Promise<void> {
  await withSender(databaseUrl, async (send) => {
    const todo = computersOf(market).map((computer, index) => () => {
      const left = market.partitions - index * market.perComputer;
      return fillComputer(send, computer, {
        partitions: Math.min(market.perComputer, left),
        busyShare: computer === market.full ? 1 : market.busyShare,
      });
    });
    await Promise.all(Array.from({ length: commandsAtOnce }, () => workOff(todo)));
    await publishOffers(send, computersOf(market));
  });
}

async function workOff(todo: (() => Promise<void>)[]): Promise<void> {
  for (let next = todo.shift(); next !== undefined; next = todo.shift()) await next();
}

type Filling = { readonly partitions: number; readonly busyShare: number };

async function fillComputer(send: Send, computer: string, filling: Filling): Promise<void> {
  const actor = seller;
  const own = { streamId: computer, actor } as const;
  const partitions = Array.from({ length: filling.partitions }, (_, index) => partitionAt(index));
  await sent(send, "register-computer", { ...own, detail: { title: computer, region: "europe" } });
  await sent(send, "supply-software", { ...own, detail: { softwareRelease, state: "available" } });
  const agent = "slapgrid";
  const itself = { streamId: computer, actor: `computer:${computer}` } as const;
  await sent(send, "claim-computer", { ...itself, detail: { agent } });
  await sent(send, "set-capacity", { ...itself, detail: { agent, partitions } });
  const busy = Math.round(filling.partitions * filling.busyShare);
  for (let index = 0; index < busy; index++) await occupy(send, computer, index);
}

/** As `slapos node format` describes one: a tap of its own, an IPv4 and an IPv6 address. */
function partitionAt(index: number) {
  const address = `10.0.${index >> 8}.${index & 255}`;
  const tap = `slaptap${index}`;
  return {
    reference: `slappart${index}`,
    address,
    addresses: [
      { interface: tap, address },
      { interface: tap, address: `2001:db8:1::${(index + 2).toString(16)}` },
    ],
  };
}

async function occupy(send: Send, computer: string, index: number): Promise<void> {
  const owner = `person:customer-${computer}`;
  const title = `instance ${index} of ${computer}`;
  // A root is its owner's, whoever that is.
  const actor = owner as NodeId;
  const tree = `TREE-${computer}.${index}`;
  const [requested] = await sent(send, "request-instance", {
    ...{ streamId: tree, actor },
    detail: { title, softwareRelease, softwareType: "default", parameters: settings(index) },
  });
  const instance = named(requested?.movement.detail);
  const [awarded] = await sent(send, "award-instance", {
    streamId: tree,
    detail: { instance, offer: "OFFER-BENCH", computer, seller },
  });
  const award = awarded?.movement.id ?? "";
  await sent(send, "allocate-partition", {
    streamId: computer,
    detail: { instance, tree, award, softwareRelease, buyer: actor },
  });
  const itself = { streamId: tree, actor: `computer:${computer}` } as const;
  const told = { instance, agent: "slapgrid" };
  await sent(send, "report-instance", { ...itself, detail: { ...told, state: "started" } });
  const connection = { url: `https://[2001:db8:1::${(index + 2).toString(16)}]/`, user: "admin" };
  await sent(send, "publish-connection", { ...itself, detail: { ...told, connection } });
}

/** As software of SlapOS takes them: one parameter with a document in it. */
function settings(index: number) {
  return { _: JSON.stringify({ name: `site ${index}`, frontend: { enable: true }, size: 3 }) };
}

/** Sellers of many computers have several offers: each covers a limited number. */
async function publishOffers(send: Send, computers: readonly string[]): Promise<void> {
  for (let from = 0; from < computers.length; from += offerComputersMax)
    await sent(send, "publish-offer", {
      ...{ streamId: `OFFER-BENCH.${from}`, actor: seller },
      detail: { computers: computers.slice(from, from + offerComputersMax) },
    });
}

async function sent<K extends CommandKind>(
  send: Send,
  kind: K,
  changes: Parameters<typeof ask<K>>[1] & { readonly streamId: string },
) {
  const id = deriveId("bench", kind, changes.streamId, JSON.stringify(changes.detail ?? {}));
  // It is a command of this kind, which the builder made; a union forgets which.
  const command = { ...ask(kind, changes), id, at: new Date().toISOString() } as unknown as Command;
  const outcome = await send(command);
  if ("refusal" in outcome) throw new Error(`${kind} was refused: ${outcome.refusal.code}`);
  return outcome.recorded;
}

function named(detail: object | undefined): string {
  if (detail !== undefined && "instance" in detail) return String(detail.instance);
  throw new Error("a request makes an instance");
}
