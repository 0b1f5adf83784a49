/** How each kind of movement counts in the inventory: the one place that says so. */
import { itemId, type Movement, type MovementKind, master } from "@partita/schemas";
import { type Holding, holdingOf } from "#projections/inventory/holding.ts";

/**
 * A quantity that stands under a key until it is ended: a reservation, an offer, what is installed.
 */
export type Standing = { readonly key: string; readonly holding: Holding };

export type Rule<K extends MovementKind = MovementKind> = {
  /** Whether its own quantity changes hands; what only tells of a change moves nothing. */
  readonly moves?: true;
  /** Keys under which nothing stands any more. */
  readonly ends?: (movement: Movement<K>) => readonly string[];
  /** What stands from now on; nothing when something stands under the key `unless` already. */
  readonly stands?: (
    movement: Movement<K>,
  ) => (Standing & { readonly unless?: string }) | undefined;
};

const moves = { moves: true } as const;
const tells = {} as const;

/**
 * A partition is ordered by a request (from nobody in particular), reserved at one computer by an
 * award, and delivered by the allocation: each ends what the one before it made stand, so that no
 * sum counts one partition twice. An award that lapses leaves the request standing again.
 */
export const counting: { readonly [K in MovementKind]: Rule<K> } = {
  // The request goes on standing; only the reasons are new.
  "allocation-deferred": tells,
  // Whether a computer takes instances changes nothing of what it has.
  "allocation-scope-set": tells,
  "amount-posted": moves,
  "award-lapsed": {
    ends: ({ detail }) => [detail.award],
    // A shared instance waits for no partition, neither before it was served nor afterwards.
    stands: (movement) =>
      movement.detail.host === undefined
        ? {
            key: placeOf(movement),
            holding: place(movement, { source: master, sourceSection: master, state: "ordered" }),
          }
        : undefined,
  },
  // Incidents are counted where they came to: how often a tree was looked at again is one sum.
  "bang-raised": moves,
  "capacity-set": moves,
  // Who somebody is is no capacity: nobody holds or owes any of it.
  "certificate-issued": tells,
  "certificate-renewed": tells,
  "certificate-revoked": tells,
  // An agent comes and goes; the computer stays where it is.
  "claim-released": tells,
  "computer-banged": moves,
  "computer-claimed": tells,
  "computer-lost": moves,
  "computer-registered": moves,
  "connection-published": tells,
  "enrolment-issued": tells,
  "enrolment-redeemed": tells,
  "enrolment-revoked": tells,
  // A changed wish is still a wish for the one partition.
  "instance-amended": tells,
  "instance-awarded": {
    ends: (movement) => [placeOf(movement)],
    stands: (movement) => ({ key: movement.id, holding: place(movement) }),
  },
  // Its quantity is the hours of hosting up to its end.
  "instance-destroyed": {
    moves: true,
    ends: (movement) => [placeOf(movement), movement.detail.award ?? placeOf(movement)],
  },
  "instance-failed": tells,
  // It is served in a partition that was counted already, that of its host.
  "instance-hosted": tells,
  "instance-renamed": tells,
  "instance-requested": {
    stands: (movement) =>
      movement.detail.shared ? undefined : { key: placeOf(movement), holding: place(movement) },
  },
  // How many hours it will be is known when it stops: that movement has them all.
  "instance-started": tells,
  "instance-stopped": moves,
  "invoice-issued": moves,
  "offer-amended": { ends: ({ detail }) => [offerKey(detail)], stands: offered },
  "offer-published": { stands: offered },
  "offer-withdrawn": { ends: ({ detail }) => [offerKey(detail)] },
  "partition-allocated": { moves: true, ends: ({ detail }) => [detail.award] },
  "partition-released": moves,
  "period-closed": moves,
  "software-reported": { ends: endsOfReport, stands: installed },
  "software-supplied": { ends: (movement) => [wantedOf(movement)], stands: wanted },
  "token-issued": tells,
  "token-revoked": tells,
  "usage-judged": moves,
  "usage-reported": moves,
  // A webhook is no capacity: nobody holds or owes any of it.
  "webhook-enabled": tells,
  "webhook-paused": tells,
  "webhook-registered": tells,
  "webhook-removed": tells,
  "webhook-rewound": tells,
  "webhook-rotated": tells,
};

type AboutInstance = Movement<
  "award-lapsed" | "instance-awarded" | "instance-destroyed" | "instance-requested"
>;
type AboutRelease = Movement<"software-reported" | "software-supplied">;

function placeOf({ detail }: AboutInstance): string {
  return itemId("instance", detail.instance);
}

/** What is wished for, promised and given is a partition; hosting is measured once it was. */
function place(movement: AboutInstance, changes: Partial<Holding> = {}): Holding {
  return { ...holdingOf(movement), resource: "partition", quantity: "1", ...changes };
}

function offered(movement: Movement<"offer-published" | "offer-amended">): Standing {
  return { key: offerKey(movement.detail), holding: holdingOf(movement) };
}

function offerKey({ offer }: { readonly offer: string }): string {
  return itemId("offer", offer);
}

function wantedOf(movement: AboutRelease): string {
  return `wanted ${installedOf(movement)}`;
}

function installedOf({ items }: AboutRelease): string {
  return items.join(" ");
}

/** A release that is there already is not wanted once more. */
function wanted(movement: Movement<"software-supplied">) {
  if (movement.detail.state !== "available") return undefined;
  const unless = installedOf(movement);
  return { key: wantedOf(movement), unless, holding: holdingOf(movement) };
}

/** Reports repeat what is the case: a release that is built anew is still one release. */
function installed(movement: Movement<"software-reported">): Standing | undefined {
  if (movement.detail.state !== "available") return undefined;
  return { key: installedOf(movement), holding: holdingOf(movement) };
}

function endsOfReport(movement: Movement<"software-reported">): readonly string[] {
  const { state } = movement.detail;
  const isSettled = state === "available" || state === "destroyed";
  return isSettled ? [wantedOf(movement), installedOf(movement)] : [];
}
