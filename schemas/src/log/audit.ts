/** What an audit of the stored table finds that does not show in the leaves, or shows there too. */
import type { Static } from "typebox";
import { Type } from "typebox";
import { Position } from "../position.ts";

/** Each complaint by its name, in words. */
export const auditCodes = {
  "body-respelled": "The text of the body is not as the ledger writes it.",
  "id-differs": "The column of the id says something else than the movement.",
  "revision-skipped": "The revision does not follow the one before it in the stream.",
  "stream-reordered": "The stream's revision before this one stands later in the log.",
  "position-missing": "Nothing stands at this position, though positions have no gap.",
  "movement-missing": "The tree has a leaf for this position, and the table has no movement.",
  "leaf-missing": "The tree goes on beyond this position and has no leaf for it.",
  "leaf-differs": "The movement has another hash than when it entered the tree.",
} as const;
export type AuditCode = keyof typeof auditCodes;

export const Complaint = Type.Object({
  // The codes are the keys of an object, which the compiler knows as strings only.
  code: Type.Enum(Object.keys(auditCodes) as AuditCode[]),
  position: Position,
  /** Of the leaf in the tree, where there is one. */
  index: Type.Optional(Type.Integer()),
  movement: Type.Optional(Type.String()),
  /** What was found. */
  detail: Type.Optional(Type.String()),
});
export type Complaint = Static<typeof Complaint>;

/** A page of the audit: ask again after its position until it is done. */
export const AuditPage = Type.Object({
  complaints: Type.Array(Complaint),
  /** Rows that were looked at in this page. */
  checked: Type.Integer(),
  position: Position,
  done: Type.Boolean(),
});
export type AuditPage = Static<typeof AuditPage>;
