/** Where a list or a history goes on: opaque to the caller, and good for the same question only. */
import type { GroupKey, HistoryPlace, Moment } from "@partita/projections";
import { canonical, digestOf, Instant } from "@partita/schemas";
import { Compile } from "typebox/compile";
import { positionMax } from "#api/limits.ts";
import { type Denial, deny } from "#api/problems.ts";
import { unstorable } from "#api/unstorable.ts";

/** What was known on the first page holds for all pages: later movements change none of them. */
export type Cursor<Place> = {
  readonly after: Place;
  readonly knownAt: bigint;
  /** What the first page gave as its `knownAt`: an instant to come grows into later positions. */
  readonly asked?: string | undefined;
};

/** The question as it was asked, without its place: a cursor of another one is refused. */
export type Question = Readonly<Record<string, string | undefined>>;

const characters = 16;

export function cursorText(question: Question, cursor: Cursor<unknown>): string {
  const of = digestOfQuestion(question);
  const text = JSON.stringify({ of, ...cursor }, (_, value) =>
    typeof value === "bigint" ? `${value}` : value,
  );
  return Buffer.from(text).toString("base64url");
}

/** `words`: by how many dimensions the question groups. */
export function readGroupCursor(
  question: Question,
  text: string,
  words: number,
): Cursor<GroupKey> | Denial {
  return read(question, text, (after) =>
    Array.isArray(after) && after.length === words && after.every(isStorable) ? after : undefined,
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
  const { of, knownAt, after, asked } = fieldsOf(text);
  const place = placeOf(after);
  if (of !== digestOfQuestion(question) || place === undefined || !isPosition(knownAt))
    return deny("schema-mismatch", {
      detail: "after is the next of an answer to this very question; begin without it",
    });
  const first = typeof asked === "string" ? { asked } : {};
  return { after: place, knownAt: BigInt(knownAt), ...first };
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

const instant = Compile(Instant);
const quantity = /^-?\d{1,60}(\.\d{1,40})?$/;

function placeIn(after: unknown): HistoryPlace | undefined {
  if (typeof after !== "object" || after === null) return undefined;
  // Any object may be asked for fields; each is looked at before it is used.
  const { effective, position, index, side, balance } = after as Record<string, unknown>;
  const isWhole =
    instant.Check(effective) &&
    isPosition(position) &&
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

function isStorable(word: unknown): word is string {
  return typeof word === "string" && unstorable(word) === undefined;
}

function isPosition(value: unknown): value is string {
  return isText(value, /^\d{1,19}$/) && BigInt(value) <= positionMax;
}

function digestOfQuestion(question: Question): string {
  return digestOf(canonical(question)).slice(0, characters);
}

/** The moment of a page: as known on the first one, which may be said again but not changed. */
export function pinned(
  { moment, knownAt }: { readonly moment: Moment; readonly knownAt: string | undefined },
  cursor: Omit<Cursor<unknown>, "after"> | undefined,
): Moment | Denial {
  if (cursor === undefined) return moment;
  const isSame =
    knownAt === undefined || knownAt === cursor.asked || moment.knownAt === cursor.knownAt;
  if (isSame) return { ...moment, knownAt: cursor.knownAt };
  return deny("schema-mismatch", {
    detail:
      "after goes on with a question of another knownAt; repeat that one, or begin without it",
  });
}
