/** A life of a small market, sent through the real deciders: a realistic log for contract tests. */
import type { MovementStore, Recorded } from "@partita/ledger";
import { instantOf, type Movement } from "@partita/schemas";
import { ask } from "@partita/schemas/testing/ask.ts";
import { liveUnderNames } from "#projections/testing/named-life.ts";
import { type Say, speaker } from "#projections/testing/speaker.ts";
import { liveInTrouble } from "#projections/testing/troubled-life.ts";

const release = "https://software.partita.example/guestbook/software.json";
const seller = "organisation:hoster";
const agent = "agent-0a1b2c";
const minute = 60_000;

/**
 * How many customers live through it, each with a tree of its own; their computers are not enough
 * for all.
 */
const customersMax = 5;

/** Appends a life in which every kind of movement occurs, some of them many times. */
export async function liveThrough(store: MovementStore): Promise<void> {
  const say = speaker(store);
  for (const computer of ["COMP-1", "COMP-2"]) await supply(say, computer);
  const offer = await publish(say);
  const roots = new Map<Customer["buyer"], string>();
  for (let customer = 1; customer <= customersMax; customer++) {
    const buyer = `person:customer-${customer}` as const;
    roots.set(buyer, await liveAs(say, `TREE-${customer}`, { buyer, offer }));
    // In the midst of it, so that moments differ.
    if (customer === 2) await announce(say);
  }
  await invoice(say, roots);
  await retire(say, offer);
  await fallSilent(say);
  await liveInTrouble(say);
  await liveUnderNames(say);
}

type Customer = { readonly buyer: `person:${string}`; readonly offer: string };

async function supply(say: Say, computer: string): Promise<void> {
  const streamId = computer;
  const actor = `computer:${computer}` as const;
  const partitions = ["slappart0", "slappart1", "slappart2"].map((reference) => ({
    reference,
    address: "127.0.0.1",
  }));
  await say("register-computer", { streamId, actor: seller });
  await say("claim-computer", { streamId, actor, detail: { agent } });
  await say("set-capacity", { streamId, actor, detail: { agent, partitions } });
  await say("supply-software", { streamId, actor: seller, detail: { softwareRelease: release } });
  for (const state of ["building", "available"] as const)
    await say("report-software", { streamId, actor, detail: { agent, state } });
}

async function publish(say: Say): Promise<string> {
  const streamId = "OFFER-1";
  await say("publish-offer", { streamId, actor: seller });
  await say("amend-offer", {
    streamId,
    actor: seller,
    detail: { computers: ["COMP-1", "COMP-2"] },
  });
  return streamId;
}

/** A root on one computer and its child on another; most customers are gone at the end. */
async function liveAs(say: Say, tree: string, customer: Customer): Promise<string> {
  const { buyer } = customer;
  const root = instanceOf(await say("request-instance", { streamId: tree, actor: buyer }));
  await say("defer-allocation", { streamId: tree, detail: { instance: root } });
  await place(say, { tree, instance: root, computer: "COMP-1" }, customer);
  const child = instanceOf(
    await say("request-instance", {
      streamId: tree,
      actor: "computer:COMP-1",
      detail: { title: "database", requester: root },
    }),
  );
  await lapse(say, { tree, instance: child, computer: "COMP-1" }, customer);
  await place(say, { tree, instance: child, computer: "COMP-2" }, customer);
  await report(say, { tree, instance: root, computer: "COMP-1" }, "failed");
  await report(say, { tree, instance: root, computer: "COMP-1" }, "started");
  await leave(say, { tree, root, child }, buyer);
  return root;
}

type Place = { readonly tree: string; readonly instance: string; readonly computer: string };

async function award(say: Say, place: Place, { offer }: Customer): Promise<string> {
  const { tree, instance, computer } = place;
  const detail = { instance, computer, offer, seller } as const;
  const [awarded] = await say("award-instance", { streamId: tree, detail });
  return awarded?.movement.id ?? "";
}

async function lapse(say: Say, place: Place, customer: Customer): Promise<void> {
  const { tree, instance } = place;
  const detail = { instance, award: await award(say, place, customer) };
  await say("lapse-award", { streamId: tree, detail });
}

async function place(say: Say, where: Place, customer: Customer): Promise<void> {
  const { tree, instance, computer } = where;
  const awarded = await award(say, where, customer);
  const { buyer } = customer;
  const detail = { instance, tree, award: awarded, softwareRelease: release, buyer };
  const [allocated] = await say("allocate-partition", { streamId: computer, detail });
  await report(say, where, "started");
  const connection = { url: `http://127.0.0.1/${instance}` };
  await say("publish-connection", {
    streamId: tree,
    actor: `computer:${computer}`,
    detail: { instance, agent, connection },
  });
  if (allocated?.movement.kind !== "partition-allocated") throw new Error("no partition was given");
  await consume(say, where, allocated.movement);
}

/** The partition consumes during the minute before the report. */
async function consume(
  say: Say,
  { computer }: Place,
  { detail, destinationSection, recordedAt }: Movement<"partition-allocated">,
): Promise<void> {
  const { partition, instance, tree, award } = detail;
  const contract = { instance, tree, award, seller, buyer: destinationSection } as const;
  const holder = { ...contract, partition, heldFrom: recordedAt };
  const stopsAt = instantOf(Date.parse(recordedAt) + minute);
  await say("report-usage", {
    streamId: computer,
    actor: `computer:${computer}`,
    detail: {
      report: `${computer}-${instance}`,
      startsAt: recordedAt,
      stopsAt,
      holders: [holder],
      lines: [
        { line: 3, resource: "cpu-second", reference: partition, quantity: "42.5" },
        { line: 7, resource: "disk-gib-hour", reference: partition, quantity: "0.000000000001" },
        { line: 11, resource: "login", reference: partition, quantity: "1" },
      ],
    },
  });
}

type State = "started" | "stopped" | "failed" | "destroyed";

async function report(say: Say, { tree, instance, computer }: Place, state: State) {
  const detail = { instance, agent, state, message: "as told" };
  return say("report-instance", { streamId: tree, actor: `computer:${computer}`, detail });
}

type Family = { readonly tree: string; readonly root: string; readonly child: string };

/** Stopped and started again with other parameters; then destroyed, both with one wish. */
async function leave(say: Say, { tree, root, child }: Family, buyer: Customer["buyer"]) {
  const at = [
    { tree, instance: root, computer: "COMP-1" },
    { tree, instance: child, computer: "COMP-2" },
  ];
  const wish = (state: "stopped" | "started" | "destroyed", greeting: string) =>
    say("request-instance", {
      streamId: tree,
      actor: buyer,
      detail: { state, parameters: { greeting } },
    });
  await wish("stopped", "Soon back");
  for (const where of at) await report(say, where, "stopped");
  await wish("started", "Back");
  await report(say, { tree, instance: root, computer: "COMP-1" }, "started");
  if (tree === "TREE-1" || tree === "TREE-3") return;
  await wish("destroyed", "Farewell");
  for (const { instance, computer } of at) {
    const [gone] = await report(say, { tree, instance, computer }, "destroyed");
    if (gone?.movement.kind !== "instance-destroyed") throw new Error("it is still there");
    const { award = "" } = gone.movement.detail;
    await say("release-partition", { streamId: computer, detail: { instance, award } });
  }
}

/** An invoice of one line for each customer's root. */
async function invoice(say: Say, roots: ReadonlyMap<Customer["buyer"], string>): Promise<void> {
  const [closed] = await say("close-period", { streamId: seller, actor: seller });
  const closing = closed?.movement.id ?? "";
  for (const [buyer, instance] of roots) {
    const lines = ask("issue-invoice").detail.lines.map((line) => ({ ...line, instance }));
    await say("issue-invoice", { streamId: seller, detail: { closing, buyer, lines } });
  }
}

async function retire(say: Say, offer: string): Promise<void> {
  await say("withdraw-offer", { streamId: offer, actor: seller });
  await say("publish-offer", { streamId: "OFFER-2", actor: seller });
  await say("release-claim", { streamId: "COMP-1", actor: seller });
  const detail = { softwareRelease: release, state: "destroyed" } as const;
  await say("supply-software", { streamId: "COMP-2", actor: seller, detail });
}

const hooks = ["HOOK-1", "HOOK-2"] as const;

async function announce(say: Say): Promise<void> {
  const detail = { role: "organisation" } as const;
  for (const streamId of hooks) await say("register-webhook", { streamId, actor: seller, detail });
}

/** One webhook fails, goes on, is rotated and rewound; the other is removed. */
async function fallSilent(say: Say): Promise<void> {
  const [streamId, other] = hooks;
  const owned = { streamId, actor: seller } as const;
  await say("pause-webhook", { streamId, detail: { revision: 1 } });
  await say("enable-webhook", owned);
  await say("rotate-webhook", owned);
  await say("rewind-webhook", owned);
  await say("remove-webhook", { ...owned, streamId: other });
}

function instanceOf(recorded: readonly Recorded[]): string {
  for (const { movement } of recorded)
    if (movement.kind === "instance-requested") return movement.detail.instance;
  throw new Error("nothing was requested");
}
