/** What happened to an instance and its tree, step by step? */
import type { Recorded } from "@partita/ledger";
import type { Movement, MovementKind } from "@partita/schemas";
import { says } from "#projections/movement-trail/says.ts";
import { movementTrailTable, type TrailRow, trailKey } from "#projections/movement-trail/table.ts";
import type { Change, Projection } from "#projections/projection.ts";

/** The kinds whose detail names an instance tree. */
type KindOfTree = {
  [K in MovementKind]: Movement<K>["detail"] extends { tree: string } ? K : never;
}[MovementKind];

/** What is served for another tree is a step of both. */
const ofTree = stepOf<KindOfTree>(({ detail }) =>
  "hostTree" in detail ? [detail.tree, detail.hostTree] : [detail.tree],
);

/** A record of all kinds that name a tree: a new one does not compile until it is in the trail. */
const trees: { readonly [K in KindOfTree]: typeof ofTree } = {
  "allocation-deferred": ofTree,
  "award-lapsed": ofTree,
  "bang-raised": ofTree,
  "connection-published": ofTree,
  "instance-amended": ofTree,
  "instance-awarded": ofTree,
  "instance-destroyed": ofTree,
  "instance-failed": ofTree,
  "instance-hosted": ofTree,
  "instance-renamed": ofTree,
  "instance-requested": ofTree,
  "instance-started": ofTree,
  "instance-stopped": ofTree,
  "partition-allocated": ofTree,
  "partition-released": ofTree,
  "usage-reported": ofTree,
};

export const movementTrail: Projection<TrailRow> = {
  table: movementTrailTable,
  on: {
    ...trees,
    "invoice-issued": stepOf<"invoice-issued">(({ detail }) =>
      detail.lines.map(({ instance }) => instance),
    ),
  },
};

/** One row per subject of the movement. */
function stepOf<K extends MovementKind>(
  subjects: (movement: Movement<K>) => readonly string[],
): Change<TrailRow, K> {
  return {
    keys: ({ movement, position }) =>
      subjects(movement).map((subject) => trailKey(subject, position)),
    isOwn: true,
    apply: (_, recorded, key) => step(recorded, key),
  };
}

function step({ movement, position }: Recorded, key: string): TrailRow {
  const { id, kind, recordedAt, actor, causes, resource, quantity } = movement;
  return {
    subject: key.slice(0, key.indexOf(" ")),
    position: String(position),
    movement: id,
    kind,
    recordedAt,
    actor,
    causes: [...causes],
    resource,
    quantity,
    says: inWords(movement),
  };
}

function inWords<K extends MovementKind>(movement: Movement<K>): string {
  // The table has a sentence for each kind's own movements; a lookup by kind forgets it.
  const sentence = says[movement.kind] as (movement: Movement<K>) => string;
  return sentence(movement);
}
