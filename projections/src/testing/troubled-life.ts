/** A computer that shrinks, bangs and is lost, with a host on it and what that one serves. */
import type { Recorded } from "@partita/ledger";
import type { Say } from "#projections/testing/speaker.ts";

const release = "https://software.partita.example/guestbook/software.json";
const seller = "organisation:hoster";
const owner = "person:customer-6";
const agent = "slapgrid";
const computer = "COMP-3";
const tree = "TREE-6";
const ofComputer = { streamId: computer, actor: `computer:${computer}` } as const;
const ofOwner = { streamId: tree, actor: owner } as const;

export async function liveInTrouble(say: Say): Promise<void> {
  await open(say);
  const host = await placeHost(say);
  const shared = await serve(say, host.instance);
  await change(say, host.instance, shared);
  await bang(say, host.instance);
  await lose(say, host);
  await say("set-capacity", { ...ofComputer, detail: { agent, partitions: named("slappart1") } });
  await say("destroy-instance", { ...ofOwner, detail: { instance: host.instance } });
}

function named(...references: readonly string[]) {
  return references.map((reference) => ({
    reference,
    address: "10.0.0.2",
    addresses: [{ interface: "slaptap0", address: "10.0.0.2" }],
    capabilities: ["fast-disk"],
  }));
}

async function open(say: Say): Promise<void> {
  const owned = { streamId: computer, actor: seller } as const;
  await say("register-computer", owned);
  await say("claim-computer", { ...ofComputer, detail: { agent } });
  const partitions = named("slappart0", "slappart1");
  await say("set-capacity", { ...ofComputer, detail: { agent, partitions } });
  await say("supply-software", { ...owned, detail: { softwareRelease: release } });
  await say("set-allocation-scope", owned);
  await say("set-allocation-scope", { ...owned, detail: { scope: "open" } });
}

type Host = { readonly instance: string; readonly award: string };

async function placeHost(say: Say): Promise<Host> {
  const instance = requestedIn(await say("request-instance", ofOwner));
  const detail = { instance, computer, seller } as const;
  const [awarded] = await say("award-instance", { streamId: tree, detail });
  const award = awarded?.movement.id ?? "";
  const asked = { instance, tree, award, softwareRelease: release, buyer: owner } as const;
  await say("allocate-partition", { streamId: computer, detail: asked });
  const actor = `instance:${instance}` as const;
  await say("report-instance", { streamId: tree, actor, detail: { instance, agent } });
  return { instance, award };
}

/** Its host reports and publishes for it. */
async function serve(say: Say, host: string): Promise<string> {
  const actor = `instance:${host}` as const;
  const ofHost = { streamId: tree, actor } as const;
  const wish = { title: "site", requester: host, shared: true };
  const instance = requestedIn(await say("request-instance", { ...ofHost, detail: wish }));
  const place = { host, hostTree: tree, computer, partition: "slappart0", seller } as const;
  await say("host-instance", { streamId: tree, detail: { instance, ...place } });
  await say("report-instance", { ...ofHost, detail: { instance, agent } });
  await say("publish-connection", { ...ofHost, detail: { instance, agent } });
  return instance;
}

async function change(say: Say, host: string, shared: string): Promise<void> {
  await say("stop-instance", { ...ofOwner, detail: { instance: shared } });
  await say("start-instance", { ...ofOwner, detail: { instance: shared } });
  await say("amend-instance", { ...ofOwner, detail: { instance: shared, revision: 3 } });
  await say("rename-instance", { ...ofOwner, detail: { instance: shared, title: "blog" } });
  await say("rename-instance", { ...ofOwner, detail: { instance: host } });
}

async function bang(say: Say, instance: string): Promise<void> {
  const message = "the web server does not answer";
  const actor = `instance:${instance}` as const;
  await say("bang-instance", { streamId: tree, actor, detail: { instance, message } });
  const [banged] = await say("bang-computer", ofComputer);
  const causes = [banged?.movement.id ?? ""];
  const detail = { instance, message, origin: "computer", computer } as const;
  await say("bang-instance", { streamId: tree, causes, detail });
}

/** Its partition was on the agent's list no more, and goes when the instance does. */
async function lose(say: Say, { instance, award }: Host): Promise<void> {
  await say("set-capacity", { ...ofComputer, detail: { agent, partitions: named("slappart1") } });
  await say("declare-computer-lost", { streamId: computer });
  const detail = { instance, award, reason: "computer-lost" };
  await say("lapse-award", { streamId: tree, detail });
  await say("release-partition", { streamId: computer, detail: { instance, award } });
}

function requestedIn(recorded: readonly Recorded[]): string {
  for (const { movement } of recorded)
    if (movement.kind === "instance-requested") return movement.detail.instance;
  throw new Error("nothing was requested");
}
