/** Texts as they stand in XML: escaped, in ASCII, without what no document may contain. */

// XML 1.0, section 2.2: what no document may contain, not even as a character reference.
const unwritable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
/** What most texts are: nothing of it needs escaping. */
const plain = /^[\n\t\x20-\x25\x27-\x3b\x3d\x3f-\x7e]*$/;
const special = /[&<>\r]|[\x7f-\u{10FFFF}]/gu;
const replacement = "\ufffd";

export function isXmlText(text: string): boolean {
  return text.search(unwritable) === -1;
}

/** A character that XML cannot carry becomes U+FFFD: an answer must not fail because of one. */
export function escapeAscii(text: string): string {
  return plain.test(text)
    ? text
    : text.replace(unwritable, replacement).replace(special, escapeCharacter);
}

/** As it stands, but for what is markup: for documents in UTF-8. */
export function escapeMarkup(text: string): string {
  return plain.test(text)
    ? text
    : text.replace(unwritable, replacement).replace(/[&<>\r]/g, escapeCharacter);
}

/** A reader turns tabs and line feeds in attributes into spaces, unless they are references. */
export function escapeAttribute(text: string): string {
  return escapeMarkup(text)
    .replaceAll('"', "&quot;")
    .replace(/[\t\n]/g, escapeCharacter);
}

/** The marshaller's strings are escaped once more than XML needs. */
export function escapeTwice(text: string): string {
  return plain.test(text) ? text : escapeAscii(text.replace(/[&<>]/g, escapeCharacter));
}

/** In one pass, so that `&amp;lt;` becomes `&lt;`. */
export function unescapeOnce(text: string): string {
  return text.includes("&") ? text.replace(/&(lt|gt|amp);/g, (_, name) => named[name] ?? "") : text;
}

const named: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&" };
const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

function escapeCharacter(one: string): string {
  return escapes[one] ?? `&#${one.codePointAt(0)};`;
}
