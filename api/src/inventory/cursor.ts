/** Where a list or a history goes on: opaque to the caller, and good for the same question only. */
import type { GroupKey, HistoryPlace, Moment } from "@partita/projections";
import { canonical, digestOf } from "@partita/schemas";
import { type Denial, deny } from "#api/problems.ts";

/** What was known on the first page holds for all pages: later movements change none of them. */
export type Cursor<Place> = { readonly after: Place; readonly knownAt: bigint };

/** The question as it was asked, without its place: a cursor of another one is refused. */
export type Question = Readonly<Record<string, string | undefined>>;

const characters = 16;

export function cursorText(question: Question, { after, knownAt }: Cursor<unknown>): string {
  const of = digestOfQuestion(question);
  const text = JSON.stringify({ of, knownAt, after }, (_, value) =>
    typeof value === "bigint" ? `${value}` : value,
  );
  return Buffer.from(text).toString("base64url");
}

export function readGroupCursor(question: Question, text: string): Cursor<GroupKey> | Denial {
  return read(question, text, (after) =>
    Array.isArray(after) && after.every((word) => typeof word === "string") ? after : undefined,
  );
}

export function readHistoryCursor(question: Question, text: string): Cursor<HistoryPlace> | Denial {
  return read(question, text, placeIn);
}

function read<Place>(
  question: Question,
  text: string,
  placeOf: (after: unknown) => Place | undefined,
): Cursor<Place> | Denial {
  const { of, knownAt, after } = fieldsOf(text);
  const place = placeOf(after);
  if (of !== digestOfQuestion(question) || place === undefined || !isNumeral(knownAt))
    return deny("schema-mismatch", {
      detail: "after is the next of an answer to this very question; begin without it",
    });
  return { after: place, knownAt: BigInt(knownAt) };
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    // Any object may be asked for fields; each is looked at before it is used.
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // Not JSON: no cursor of ours, which is what the caller is told.
    return {};
  }
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const quantity = /^-?\d{1,60}(\.\d{1,40})?$/;

function placeIn(after: unknown): HistoryPlace | undefined {
  if (typeof after !== "object" || after === null) return undefined;
  // Any object may be asked for fields; each is looked at before it is used.
  const { effective, position, index, side, balance } = after as Record<string, unknown>;
  const isWhole =
    isText(effective, instant) &&
    isNumeral(position) &&
    typeof index === "number" &&
    Number.isInteger(index) &&
    Math.abs(index) < 2 ** 15 &&
    (side === "source" || side === "destination") &&
    isText(balance, quantity);
  return isWhole ? { effective, position: BigInt(position), index, side, balance } : undefined;
}

function isText(value: unknown, pattern: RegExp): value is string {
  return typeof value === "string" && pattern.test(value);
}

/** Eighteen digits are below 2^63, as every position is. */
function isNumeral(value: unknown): value is string {
  return isText(value, /^\d{1,18}$/);
}

function digestOfQuestion(question: Question): string {
  return digestOf(canonical(question)).slice(0, characters);
}

/** The moment of a page: as known on the first one. */
export function pinned(moment: Moment, cursor: { readonly knownAt: bigint } | undefined): Moment {
  return cursor === undefined ? moment : { ...moment, knownAt: cursor.knownAt };
}
