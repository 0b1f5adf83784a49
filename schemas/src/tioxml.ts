/** TioXML, in which a computer reports usage: read within limits, line by line, and written. */
import { SaxesParser } from "saxes";
import { reportReferenceCharactersMax, usageLinesMax } from "./commands/report-usage.ts";
import { instantOf } from "./instant.ts";
import { type UsageLine, usageTextCharactersMax } from "./usage-line.ts";

export type TioxmlReport = {
  /** Names the report for ever: the same reference again is the same report. */
  readonly reference: string;
  readonly startsAt: string;
  readonly stopsAt: string;
  readonly lines: readonly UsageLine[];
};

/** 10,000 movements as SlapOS writes them are some 3 million characters. */
export const tioxmlCharactersMax = 5_000_000;
/** A report has 4, journal > transaction > movement > quantity; others may add some. */
export const tioxmlDepthMax = 16;
const fieldDepth = 4;
/** A report has 2; to look for duplicates among a million takes seconds. */
export const tioxmlAttributesMax = 1000;
const chunkCharacters = 65_536;
/** What a fault says may quote the document, but not at its length. */
const faultCharactersMax = 200;

const transactionPath = "journal/transaction";
const movementPath = "journal/transaction/movement";

/** What was read so far; the first fault ends the reading. */
type Reading = {
  readonly path: string[];
  /** Texts of the transaction and of each movement, by element name. */
  readonly transaction: Map<string, string>;
  readonly movements: { readonly line: number; readonly fields: Map<string, string> }[];
  transactions: number;
  attributes: number;
  fault?: string;
};

/** A journal as it was written: what is demanded of its dates depends on who sends it. */
export type Journal = Pick<TioxmlReport, "reference" | "lines"> & {
  /** Undefined: it is empty, or no date. */
  readonly startsAt: string | undefined;
  readonly stopsAt: string | undefined;
};

/**
 * Reads a journal as SlapOS's agents send it (spec/slapos.md, section 7). Everything stays text:
 * the ledger judges each line, so a movement without a resource, reference or quantity is read with
 * an empty one. The fault says what is wrong with the document as a whole, and where.
 */
export function readJournal(
  text: string,
): { readonly journal: Journal } | { readonly fault: string } {
  if (text.length > tioxmlCharactersMax)
    return { fault: `the document is longer than ${tioxmlCharactersMax} characters; split it` };
  const { fault, transactions, transaction, movements } = read(text);
  if (fault !== undefined) return { fault: fault + bareAmpersand(text) };
  if (transactions === 0) return { fault: "the journal has no transaction" };
  const reference = transaction.get("reference")?.trim() ?? "";
  if (reference === "" || reference.length > reportReferenceCharactersMax)
    return { fault: `the reference must have 1 to ${reportReferenceCharactersMax} characters` };
  const startsAt = instantFrom(transaction.get("start_date"));
  const stopsAt = instantFrom(transaction.get("stop_date"));
  return { journal: { reference, startsAt, stopsAt, lines: movements.map(lineFrom) } };
}

/** A journal that says from when until when it counts. */
export function parseTioxml(
  text: string,
): { readonly report: TioxmlReport } | { readonly fault: string } {
  const read = readJournal(text);
  if ("fault" in read) return read;
  const { startsAt, stopsAt, ...rest } = read.journal;
  if (startsAt === undefined) return { fault: dateFault("start_date") };
  if (stopsAt === undefined) return { fault: dateFault("stop_date") };
  return { report: { ...rest, startsAt, stopsAt } };
}

function read(text: string): Reading {
  const reading: Reading = {
    path: [],
    transaction: new Map(),
    movements: [],
    transactions: 0,
    attributes: 0,
  };
  const parser = new SaxesParser({ defaultXMLVersion: "1.0", forceXMLVersion: true });
  const fail = (what: string) => {
    const place = `line ${parser.line}, column ${parser.column + 1}`;
    reading.fault ??= `${place}: ${what.slice(0, faultCharactersMax)}`;
  };
  parser.on("error", ({ message }) => fail(message.replace(/^[\d:]+ /, "")));
  parser.on("doctype", () => fail("a DOCTYPE is refused, and with it entities of one's own"));
  parser.on("opentagstart", ({ name }) => {
    reading.path.push(name);
    // A line feed right after the name is read already.
    const wrong = opened(reading, parser.column === 0 ? parser.line - 1 : parser.line);
    if (wrong !== undefined) fail(wrong);
  });
  parser.on("attribute", () => {
    if (++reading.attributes > tioxmlAttributesMax)
      fail(`more than ${tioxmlAttributesMax} attributes, which no report needs`);
  });
  parser.on("closetag", () => {
    reading.path.pop();
  });
  parser.on("text", (part) => add(reading, part));
  parser.on("cdata", (part) => add(reading, part));
  // Chunk by chunk, so that a hostile document costs little beyond its first fault.
  for (let at = 0; at < text.length && reading.fault === undefined; at += chunkCharacters)
    parser.write(text.slice(at, at + chunkCharacters));
  if (reading.fault === undefined) parser.close();
  return reading;
}

/** Takes note of an element that was opened; says what is wrong with it, if anything is. */
function opened(reading: Reading, line: number): string | undefined {
  const { path, movements } = reading;
  if (path.length > tioxmlDepthMax)
    return `elements lie more than ${tioxmlDepthMax} deep, which no report needs`;
  const place = path.join("/");
  if (path.length === 1 && place !== "journal")
    return `the root element is ${place}, where a report has journal`;
  if (place === transactionPath && ++reading.transactions > 1)
    return "a second transaction; send each in a document of its own";
  if (place === movementPath) movements.push({ line, fields: new Map() });
  if (movements.length > usageLinesMax)
    return `more than ${usageLinesMax} movements; send several reports`;
  // A field given twice, or with elements in it, then holds what is neither a number nor a name.
  add(reading, path.length > fieldDepth ? ` <${path.at(-1)}> ` : " ");
  return undefined;
}

/**
 * Appends text to the field of the movement or transaction that it stands in; other text is of no
 * use.
 */
function add({ path, transaction, movements, fault }: Reading, part: string): void {
  const [root, top, third, fourth] = path;
  if (fault !== undefined || `${root}/${top}` !== transactionPath || third === undefined) return;
  const fields = third === "movement" ? movements.at(-1)?.fields : transaction;
  const name = third === "movement" ? fourth : third;
  if (name !== undefined) fields?.set(name, (fields.get(name) ?? "") + part);
}

/** SlapOS's agents forget to escape titles; a parser notices only where the document ends. */
function bareAmpersand(text: string): string {
  const found = /&(?!#?\w{1,32};)/.exec(text);
  if (found === null) return "";
  return ` (line ${text.slice(0, found.index).split("\n").length} has a bare &: write &amp;)`;
}

/** Longer texts are cut: no name or number is that long, so the judge turns down what is left. */
function lineFrom({ line, fields }: Reading["movements"][number]): UsageLine {
  const textOf = (name: string) => (fields.get(name) ?? "").trim().slice(0, usageTextCharactersMax);
  return {
    line,
    resource: textOf("resource"),
    reference: textOf("reference"),
    quantity: textOf("quantity"),
  };
}

const slaposDate = /^(\d{4}-\d{2}-\d{2})(?: at | )(\d{2}:\d{2}:\d{2})$/;
const isoDate = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)Z$/;

function instantFrom(text = ""): string | undefined {
  const [, day, time] = slaposDate.exec(text.trim()) ?? isoDate.exec(text.trim()) ?? [];
  const milliseconds = Date.parse(`${day}T${time}Z`);
  if (day === undefined || Number.isNaN(milliseconds)) return undefined;
  const instant = instantOf(milliseconds);
  // JavaScript takes 30 February for 2 March, and 24:00 for the next day.
  return instant.startsWith(day) ? instant : undefined;
}

function dateFault(name: string): string {
  return `${name} must be given, in UTC, as 2026-01-31 12:00:00 or 2026-01-31T12:00:00Z`;
}

/** The document that `parseTioxml` reads back. Throws on a character that XML cannot carry. */
export function writeTioxml({ reference, startsAt, stopsAt, lines }: TioxmlReport): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<journal>
<transaction type="Sale Packing List">
<title>Resource consumptions</title>
${element("start_date", startsAt)}
${element("stop_date", stopsAt)}
${element("reference", reference)}
<currency></currency>
<payment_mode></payment_mode>
<category></category>
<arrow type="Administration"><source></source><destination></destination></arrow>
${lines.map(movement).join("\n")}
</transaction>
</journal>
`;
}

function movement({ resource, reference, quantity }: UsageLine): string {
  const fields = [
    element("resource", resource),
    element("title", `${resource} of ${reference}`),
    element("reference", reference),
    element("quantity", quantity),
  ];
  const unused = "<price>0.0</price><VAT></VAT><category></category>";
  return `<movement>${fields.join("")}${unused}</movement>`;
}

// XML 1.0, section 2.2: what no document may contain, not even as a character reference.
const unwritable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  // Written as it stands, a reader would turn it into a line feed.
  "\r": "&#13;",
};

function element(name: string, text: string): string {
  if (unwritable.test(text)) throw new Error(`${name} has a character that XML cannot carry`);
  return `<${name}>${text.replace(/[&<>\r]/g, (one) => escapes[one] ?? one)}</${name}>`;
}
