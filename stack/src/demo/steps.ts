/**
 * The demonstration, step by step, as its parties would do it: over HTTP, with their own tokens.
 */
import type { InstanceStatus } from "@partita/schemas";
import { computers, customer, guestbook, postgres, seller, wish } from "./cast.ts";
import type { Stage } from "./stage.ts";
import { until } from "./until.ts";

export type Step = {
  readonly name: string;
  readonly title: string;
  /** Says in a line what came of it. Run twice, it changes nothing the second time. */
  readonly run: (stage: Stage) => Promise<string>;
};

/** What cannot be asked for twice is asked for under the same key in every run. */
const key = (name: string) => `demonstration/${name}`;

export const steps: readonly Step[] = [
  { name: "register", title: "The seller registers two computers", run: register },
  { name: "claim", title: "Each computer's agent claims it and sets its capacity", run: claim },
  { name: "supply", title: "The seller supplies two software releases to both", run: supply },
  { name: "install", title: "The agents install them", run: install },
  { name: "offer", title: "The seller publishes an offer for each computer", run: offer },
  { name: "request", title: "The customer requests a guestbook in Europe", run: request },
  { name: "allocate", title: "The allocator chooses the cheapest that fits", run: allocate },
  { name: "child", title: "The guestbook requests a database of its own", run: child },
  { name: "connect", title: "The guestbook gets its connection and starts", run: connect },
  { name: "use", title: "An entry is written and read through the guestbook", run: use },
  { name: "usage", title: "Both agents report usage of the real processes", run: usage },
  { name: "invoice", title: "The period is closed and an invoice issued", run: invoice },
];

const cast: ReadonlySet<string> = new Set(computers.map(({ reference }) => reference));
const releases: readonly string[] = [guestbook, postgres];

async function register({ seller: hoster }: Stage): Promise<string> {
  for (const { reference, title, region } of computers)
    await hoster.send("register-computer", {
      to: { computer: reference },
      detail: { title, region },
      key: key(`register-${reference}`),
    });
  return computers.map(({ reference, region }) => `${reference} in ${region}`).join(", ");
}

async function claim(stage: Stage): Promise<string> {
  const failures: Promise<never>[] = [];
  for (const { reference } of computers)
    failures.push((await stage.startComputer(reference)).failed);
  const capacity = until("the agents to set their capacity", async () => {
    const { computers: found } = await stage.seller.ask("free-partitions", {});
    // Others may have brought computers of their own meanwhile.
    const ready = found.filter(
      ({ computer, agent, free, occupied }) =>
        cast.has(computer) && agent && free.length + occupied.length > 0,
    );
    return ready.length === computers.length ? ready : undefined;
  });
  const market = await Promise.race([capacity, ...failures]);
  return market
    .map(
      ({ computer, free, occupied }) => `${computer}: ${free.length + occupied.length} partitions`,
    )
    .join(", ");
}

async function supply({ seller: hoster }: Stage): Promise<string> {
  for (const { reference } of computers)
    for (const softwareRelease of releases)
      await hoster.send("supply-software", {
        to: { computer: reference },
        detail: { softwareRelease, state: "available" },
      });
  return "guestbook and postgres";
}

async function install({ seller: hoster }: Stage): Promise<string> {
  for (const { reference } of computers)
    await until(`the software of ${reference}`, async () => {
      const { software } = await hoster.ask("computer-duties", { computer: reference });
      const ours = software.filter(({ softwareRelease }) => releases.includes(softwareRelease));
      const failed = ours.find(({ reported }) => reported === "failed");
      if (failed !== undefined)
        throw new Error(`${reference} cannot install ${failed.softwareRelease}: ${failed.message}`);
      const done = ours.every(({ reported }) => reported === "available");
      return ours.length === releases.length && done ? true : undefined;
    });
  return "available on both";
}

/** A seller who has an offer for a computer keeps it, whatever has become of its price. */
async function offer({ seller: hoster }: Stage): Promise<string> {
  const { offers } = await hoster.ask("open-offers", {});
  const offered = new Set(offers.flatMap((open) => open.computers));
  for (const { reference, prices } of computers)
    if (!offered.has(reference))
      await hoster.send("publish-offer", { detail: { computers: [reference], prices } });
  return computers
    .map(({ reference, prices }) => `${reference} at ${prices.hourly} ${prices.currency} an hour`)
    .join(", ");
}

/** The same owner and title are the same instance, as in SlapOS: no key is needed to ask again. */
async function request(stage: Stage): Promise<string> {
  const { instance } = await stage.customer.send("request-instance", { detail: wish });
  if (instance === undefined)
    throw new Error("the Master acknowledged the request without an instance");
  stage.instance = instance;
  return `${instance.instance}: ${instance.phase === "started" ? "started" : "please wait"}`;
}

async function allocate(stage: Stage): Promise<string> {
  const instance = await untilInstance(
    stage,
    "a partition",
    ({ partition }) => partition !== undefined,
  );
  const { award, partition } = instance;
  return `${award?.computer}/${partition} at ${hourly(award)}`;
}

async function child(stage: Stage): Promise<string> {
  const parent = known(stage).instance;
  const database = await until("the guestbook's own request", async () => {
    const { instances } = await stage.customer.ask("instances", {});
    return instances.find(({ requester, partition }) => requester === parent && partition);
  });
  const { instance, award, partition } = database;
  return `${instance} on ${award?.computer}/${partition} at ${hourly(award)}`;
}

function hourly(award: InstanceStatus["award"]): string {
  return `${award?.prices?.hourly} ${award?.prices?.currency} an hour`;
}

async function connect(stage: Stage): Promise<string> {
  const instance = await untilInstance(
    stage,
    "the guestbook to start",
    ({ phase, connection }) => phase === "started" && connection.url !== undefined,
  );
  const again = await stage.customer.send("request-instance", { detail: wish });
  stage.siteUrl = again.instance?.connection.url ?? String(instance.connection.url);
  return stage.siteUrl;
}

async function use(stage: Stage): Promise<string> {
  const entries = new URL("entries", stage.siteUrl);
  const text = `written in run ${process.pid}`;
  // After a crash the Master may still say "started" while the agent starts the services again.
  await until("the guestbook to answer", () => answerOf(entries));
  const written = await fetch(entries, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ author: "Ada", text }),
  });
  if (!written.ok) throw new Error(`the guestbook refused the entry: HTTP ${written.status}`);
  const read = await answerOf(entries);
  if (!read?.includes(text)) throw new Error("the guestbook does not show what was written");
  return "through the guestbook, into its database, and back";
}

/** What is there, or undefined while nobody answers or the answer is no. */
async function answerOf(address: URL): Promise<string | undefined> {
  const reply = await fetch(address).catch(() => undefined);
  return reply?.ok ? reply.text() : undefined;
}

async function usage(stage: Stage): Promise<string> {
  const rows = await until("usage of both instances", async () => {
    const { usage: found } = await stage.customer.ask("usage-by-period", {});
    const measured = found.filter(({ resource }) => resource !== "software-hosting");
    const instances = new Set(measured.map(({ instance }) => instance));
    const resources = new Set(measured.map(({ resource }) => resource));
    // An idle server may well use no hundredth of a second of processor in a report.
    return instances.size >= 2 && resources.size === 3 ? measured : undefined;
  });
  return `${rows.length} movements`;
}

async function invoice(stage: Stage): Promise<string> {
  await stage.seller.send("close-period", {
    to: { organisation: seller },
    detail: {},
    key: key("close-period"),
  });
  const issued = await until("the invoice", async () => {
    const { invoices } = await stage.customer.ask("issued-invoices", { buyer: customer });
    return invoices.find(({ number }) => number === 1);
  });
  stage.invoice = issued;
  return (
    `invoice ${issued.number}: ${issued.total} ${issued.currency}, ` +
    `${issued.lines.length} lines`
  );
}

function known(stage: Stage): { readonly instance: string } {
  if (stage.instance === undefined) throw new Error("nothing was requested yet");
  return stage.instance;
}

async function untilInstance(
  stage: Stage,
  what: string,
  ready: (instance: NonNullable<Stage["instance"]>) => boolean,
) {
  const { instance: reference } = known(stage);
  let seen = "";
  return until(
    what,
    async () => {
      const { instance } = await stage.customer.ask("instance-status", { instance: reference });
      seen =
        `${reference} is ${instance.phase}: ` +
        `${instance.message ?? JSON.stringify(instance.reasons)}`;
      if (!ready(instance)) return undefined;
      stage.instance = instance;
      return instance;
    },
    () => seen,
  );
}
