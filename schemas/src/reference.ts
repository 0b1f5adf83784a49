/**
 * How things and parties are named: references, item ids and node ids, with the pattern of each.
 */
import { Type } from "typebox";

/** Longest reference anybody may choose; it ends up in file names and URLs, hence short. */
export const referenceCharactersMax = 64;

/** What a thing is called by people: `COMP-1`, `slappart0`, `my-site`. */
export const Reference = Type.String({ pattern: `^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$` });

const itemTypes = [
  "computer",
  "partition",
  "software-release",
  "instance",
  "instance-tree",
  "offer",
  "award",
  "invoice",
  "webhook",
  "certificate",
  "enrolment",
  "token",
] as const;
const nodeTypes = ["person", "organisation", "project", "network", "account"] as const;

/** A traced thing (UBM Item): `computer:COMP-1`, `partition:COMP-1/slappart3`. */
export type ItemId = `${(typeof itemTypes)[number]}:${string}`;
/** A party or a place (UBM Node): `person:ada`, `network:COMP-1`, `account:receivable`. */
export type NodeId = `${(typeof nodeTypes)[number]}:${string}`;
/** Who acts: a person, an organisation, a computer's agent, or software in a partition. */
export type ActorId = NodeId | `computer:${string}` | `instance:${string}`;

export const ItemId = Type.Unsafe<ItemId>(
  Type.String({ pattern: `^(${itemTypes.join("|")}):.{1,2048}$` }),
);
export const NodeId = Type.Unsafe<NodeId>(
  Type.String({ pattern: `^(${nodeTypes.join("|")}):[A-Za-z0-9][A-Za-z0-9._/-]{0,127}$` }),
);
export const ActorId = Type.Unsafe<ActorId>(
  Type.String({
    pattern: `^(${nodeTypes.join("|")}|computer|instance):[A-Za-z0-9][A-Za-z0-9._/-]{0,127}$`,
  }),
);

/** The party that runs this Master; the allocator and billing act in its name. */
export const master = "organisation:master" satisfies NodeId;

/** Longest URL of a software release. */
export const softwareReleaseCharactersMax = 2048;

/** A software release is named by the URL, or the path on its computers, of its description. */
export const SoftwareRelease = Type.String({
  pattern: "^((https?|file)://|/)[^\\s\\u0000-\\u001f]+$",
  maxLength: softwareReleaseCharactersMax,
});
/** Its authors choose it, and write whatever they like: `default`, `custom:frontend`. */
export const SoftwareType = Type.String({
  minLength: 1,
  maxLength: 200,
  pattern: "^[^\\u0000-\\u001f\\u007f]+$",
});

/** Builds an item id; `partition` takes `computer/partition`. */
export function itemId(type: (typeof itemTypes)[number], reference: string): ItemId {
  return `${type}:${reference}`;
}
