/** Reads XML of strangers, piece by piece: no DTD, no entities of their own, all within limits. */
import { SaxesParser } from "saxes";

/** What a document may be at most; each kind of document has its own. */
export type XmlLimits = {
  readonly charactersMax: number;
  readonly depthMax: number;
  readonly elementsMax: number;
  /** Of the whole document: to look for duplicates among a million takes seconds. */
  readonly attributesMax: number;
};

/** What a reader is told, in the order of the document; a text it answers is a fault. */
export type XmlReader = {
  readonly opened: (name: string, attributes: ReadonlyMap<string, string>) => string | undefined;
  readonly closed: (name: string) => string | undefined;
  readonly text: (part: string) => string | undefined;
};

const chunkCharacters = 65_536;
/** What a fault says may quote the document, but not at its length. */
const faultCharactersMax = 200;

type Progress = { fault?: string; depth: number; elements: number; attributes: number };

/** The first fault of the document, and where it is; undefined: it was read to its end. */
export function readXml(text: string, limits: XmlLimits, reader: XmlReader): string | undefined {
  if (text.length > limits.charactersMax)
    return `the document is longer than ${limits.charactersMax} characters`;
  const progress: Progress = { depth: 0, elements: 0, attributes: 0 };
  const parser = listening(progress, limits, reader);
  // Chunk by chunk, so that a hostile document costs little beyond its first fault.
  for (let at = 0; at < text.length && progress.fault === undefined; at += chunkCharacters)
    parser.write(text.slice(at, at + chunkCharacters));
  if (progress.fault === undefined) parser.close();
  return progress.fault;
}

function listening(progress: Progress, limits: XmlLimits, reader: XmlReader): SaxesParser {
  const parser = new SaxesParser({ defaultXMLVersion: "1.0", forceXMLVersion: true });
  const fail = (what: string | undefined) => {
    if (what === undefined || progress.fault !== undefined) return;
    const place = `line ${parser.line}, column ${parser.column + 1}`;
    progress.fault = `${place}: ${what.slice(0, faultCharactersMax)}`;
  };
  // What comes after a fault is not looked at: the document is refused already.
  const unless = (told: () => string | undefined) => {
    if (progress.fault === undefined) fail(told());
  };
  parser.on("error", ({ message }) => fail(message.replace(/^[\d:]+ /, "")));
  parser.on("doctype", () => fail("a DOCTYPE is refused, and with it entities of one's own"));
  parser.on("attribute", () => {
    if (++progress.attributes > limits.attributesMax)
      fail(`more than ${limits.attributesMax} attributes`);
  });
  parser.on("opentag", ({ name, attributes }) =>
    unless(() => {
      if (++progress.elements > limits.elementsMax)
        return `more than ${limits.elementsMax} elements`;
      if (++progress.depth > limits.depthMax)
        return `elements lie more than ${limits.depthMax} deep`;
      return reader.opened(localName(name), new Map(Object.entries(attributes)));
    }),
  );
  parser.on("closetag", ({ name }) => {
    progress.depth -= 1;
    unless(() => reader.closed(localName(name)));
  });
  parser.on("text", (part) => unless(() => reader.text(part)));
  parser.on("cdata", (part) => unless(() => reader.text(part)));
  return parser;
}

/** Whatever namespace it is in: the names that are known are known in any. */
function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
