/** Every kind of movement in words, for people who follow a request through the house. */
import type { Movement, MovementKind, Prices, ReasonCount } from "@partita/schemas";

/** A record keyed by every kind: a new one does not compile until it can be told. */
export const says: { readonly [K in MovementKind]: (movement: Movement<K>) => string } = {
  "allocation-deferred": ({ detail }) =>
    `${detail.instance} waits, since nothing on the market fits: ${counted(detail.reasons)}`,
  "allocation-scope-set": ({ items, detail }) =>
    detail.scope === "open"
      ? `${computerIn(items)} takes new instances`
      : `${computerIn(items)} takes no new instances: ${detail.scope}`,
  "amount-posted": ({ quantity, resource, source, destination, detail }) =>
    `${quantity} ${resource} booked from ${source} to ${destination}: ${detail.memo}`,
  "award-lapsed": ({ detail }) =>
    `the award of ${detail.instance} lapsed (${detail.reason}); it waits to be placed again`,
  "bang-raised": ({ detail }) =>
    [
      `${detail.reporter ?? detail.computer ?? "the owner"} banged (${detail.message}):`,
      `${detail.instances.length} instances of ${detail.tree} are looked at again`,
    ].join(" "),
  "capacity-set": ({ items, detail }) =>
    `${computerIn(items)} has ${detail.partitions.length} partitions`,
  "certificate-issued": ({ detail }) =>
    `${detail.holder} has certificate ${detail.serial}, good until ${detail.notAfter}`,
  "certificate-renewed": ({ detail }) =>
    [
      `${detail.holder} has certificate ${detail.serial} in the place of ${detail.replaces},`,
      `good until ${detail.notAfter}`,
    ].join(" "),
  "certificate-revoked": ({ detail }) =>
    `certificate ${detail.serial} of ${detail.holder} is good no more: ${detail.reason}`,
  "claim-released": ({ items, detail }) =>
    `agent ${detail.agent} is no longer in charge of ${computerIn(items)}`,
  "computer-banged": ({ items, detail }) =>
    [
      `${computerIn(items)} banged (${detail.message}):`,
      `${detail.present.length} trees on it are to be looked at again`,
    ].join(" "),
  "computer-claimed": ({ items, detail }) =>
    `agent ${detail.agent} took charge of ${computerIn(items)}`,
  "computer-lost": ({ items, detail }) =>
    `${computerIn(items)} is lost (${detail.message}), with ${detail.held.length} instances on it`,
  "computer-registered": ({ items, destinationSection, detail }) =>
    `${destinationSection} brought ${computerIn(items)} to the market in ${detail.region}`,
  "connection-published": ({ detail }) =>
    `${detail.instance} published ${namesIn(detail.connection)}${asker(detail.requester)}`,
  "enrolment-issued": ({ detail }) =>
    `${detail.holder} may enrol once by ${detail.enrolment}, until ${detail.expiresAt}`,
  "enrolment-redeemed": ({ detail }) =>
    `${detail.enrolment} of ${detail.holder} was used by ${detail.subject}`,
  "enrolment-revoked": ({ detail }) =>
    `${detail.enrolment} of ${detail.holder} was taken back unused`,
  "instance-amended": ({ actor, detail }) =>
    [
      `${detail.requester ?? actor} asked for ${detail.instance} to be ${detail.state},`,
      settings(detail.parameters),
    ].join(" "),
  "instance-awarded": ({ detail }) =>
    [
      `${detail.instance} was awarded to ${detail.offer} of ${detail.seller} on ${detail.computer}`,
      `at ${price(detail.prices)}, ${choice(detail.receipt)}`,
    ].join(" "),
  "instance-destroyed": ({ detail }) =>
    detail.host !== undefined
      ? `${detail.instance} is gone; ${detail.host} serves it no more`
      : detail.computer === undefined
        ? `${detail.instance} was destroyed before it had a computer`
        : `${detail.computer} wiped ${detail.instance}`,
  "instance-failed": ({ detail }) =>
    `${detail.computer} could not run ${detail.instance}: ${detail.message}`,
  "instance-hosted": ({ detail }) =>
    `${detail.instance} is served by ${detail.host} in ${detail.partition} of ${detail.computer}`,
  "instance-renamed": ({ detail }) =>
    `${detail.instance} is called ${detail.title} now, no longer ${detail.before}`,
  "instance-requested": ({ actor, detail }) =>
    [
      `${detail.requester ?? actor} requested ${detail.instance} (${detail.title})`,
      `of ${detail.softwareRelease}, type ${detail.softwareType},`,
      `to be ${detail.state}, ${settings(detail.parameters)}`,
    ].join(" "),
  "instance-started": ({ detail }) =>
    `${detail.instance} runs on ${detail.computer}; its hosting started`,
  "instance-stopped": ({ detail }) =>
    `${detail.instance} no longer runs on ${detail.computer}; its hosting stopped`,
  "invoice-issued": ({ detail }) =>
    [
      `${detail.seller} issued invoice ${detail.number} (${detail.invoice}) to ${detail.buyer}:`,
      `${detail.total} ${detail.currency} for what was consumed before ${detail.stopsAt}`,
    ].join(" "),
  "offer-amended": ({ detail }) =>
    `${detail.offer} of ${detail.seller} is ${price(detail.prices)} from now on`,
  "offer-published": ({ detail }) =>
    `${detail.seller} offers ${listed(detail.computers)} at ${price(detail.prices)}`,
  "offer-withdrawn": ({ detail }) => `${detail.offer} is off the market`,
  "partition-allocated": ({ items, detail }) =>
    `${computerIn(items)} gave ${detail.partition} (${detail.address}) to ${detail.instance}`,
  "partition-released": ({ items, detail }) =>
    detail.retired
      ? `${detail.partition} of ${detail.instance} is no partition of ${computerIn(items)} any more`
      : `${detail.partition} of ${detail.instance} came back to ${computerIn(items)}`,
  "period-closed": ({ detail }) => `${detail.seller} closed its period before ${detail.stopsAt}`,
  "software-reported": ({ items, detail }) =>
    `${detail.softwareRelease} is ${detail.state} on ${computerIn(items)}`,
  "software-supplied": ({ items, detail }) =>
    `${detail.softwareRelease} is to be ${detail.state} on ${computerIn(items)}`,
  "token-issued": ({ detail }) =>
    `${detail.holder} has token ${detail.token} (${detail.title}), good until ${detail.expiresAt}`,
  "token-revoked": ({ detail }) => `token ${detail.token} of ${detail.holder} is good no more`,
  "usage-judged": ({ items, detail }) =>
    `report ${detail.report} of ${computerIn(items)} was read: ${accepted(detail)}`,
  "usage-reported": ({ quantity, resource, startsAt, stopsAt, detail }) =>
    `${detail.instance} consumed ${quantity} ${resource} from ${startsAt} to ${stopsAt}`,
  "webhook-enabled": ({ detail }) => `${detail.webhook} goes on where it stood`,
  "webhook-paused": ({ detail }) =>
    `${detail.webhook} is paused (${detail.reason}) at position ${detail.position}`,
  "webhook-registered": ({ detail }) =>
    `${detail.owner} registered ${detail.webhook}, which reads as ${detail.role}`,
  "webhook-removed": ({ detail }) => `${detail.webhook} is gone`,
  "webhook-rewound": ({ detail }) =>
    `${detail.webhook} sends again what follows position ${detail.after}`,
  "webhook-rotated": ({ detail }) => `${detail.webhook} signs with secret ${detail.rotation}`,
};

function computerIn(items: Movement["items"]): string {
  const item = items.find((one) => one.startsWith("computer:")) ?? "computer:unknown";
  return item.slice(item.indexOf(":") + 1);
}

function counted(reasons: readonly ReasonCount[]): string {
  return listed(reasons.map(({ reason, count }) => `${reason} (${count})`));
}

function listed(words: readonly string[]): string {
  return words.length === 0 ? "nothing" : words.join(", ");
}

/** Names only: what parameters say may be secret. */
function settings(parameters: Readonly<Record<string, string>>): string {
  return Object.keys(parameters).length === 0
    ? "without parameters"
    : `with parameters ${namesIn(parameters)}`;
}

function namesIn(texts: Readonly<Record<string, string>>): string {
  return listed(Object.keys(texts));
}

function asker(requester: string | undefined): string {
  return requester === undefined ? "" : `, for ${requester} to fill in`;
}

function price({ hourly, currency }: Prices): string {
  return `${hourly} ${currency} per hour`;
}

function choice({ candidates, turnedDown }: Movement<"instance-awarded">["detail"]["receipt"]) {
  const others = turnedDown.length === 0 ? "" : `, turned down: ${counted(turnedDown)}`;
  return `the cheapest of ${candidates.length}${others}`;
}

function accepted({ verdicts }: Movement<"usage-judged">["detail"]): string {
  const good = verdicts.filter(({ verdict }) => verdict === "accepted").length;
  return `${good} of ${verdicts.length} lines accepted`;
}
