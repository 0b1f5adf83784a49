/**
 * Keeps the token of who signed in with the browser, in a cookie that scripts and other sites
 * cannot use.
 */

const cookieName = "partita-token";
/** Far above any token of ours, far below what browsers keep in a cookie. */
const tokenCharactersMax = 512;

/** Visible ASCII without what would end a cookie or a header. */
const token = new RegExp(`^[A-Za-z0-9._~+/=:-]{1,${tokenCharactersMax}}$`);

export function isToken(text: string): boolean {
  return token.test(text);
}

/** Ends with the browser's session; `secure` when the page came over TLS. */
export function signedIn(text: string, secure: boolean): string {
  return cookie(text, secure);
}

export function signedOut(secure: boolean): string {
  return `${cookie("", secure)}; Max-Age=0`;
}

/** The token in a Cookie header, if it holds one that could be. */
export function tokenOf(header: string | undefined): string | undefined {
  const pairs = (header ?? "").split(";").map((pair) => pair.trim());
  const found = pairs.find((pair) => pair.startsWith(`${cookieName}=`));
  const text = found?.slice(cookieName.length + 1);
  return text !== undefined && isToken(text) ? text : undefined;
}

function cookie(text: string, secure: boolean): string {
  const attributes = ["HttpOnly", "SameSite=Strict", "Path=/", ...(secure ? ["Secure"] : [])];
  return [`${cookieName}=${text}`, ...attributes].join("; ");
}
