/** Shows a connection parameter; an address on the web becomes a link, and nothing else does. */
import { type Html, html } from "./html.ts";

/** Published by programs we did not write: `javascript:` and its like stay text. */
export function connectionValue(value: string): Html {
  const onTheWeb = /^https?:\/\//.test(value) && URL.canParse(value);
  if (!onTheWeb) return html`<code>${value}</code>`;
  return html`<a href="${value}" rel="noopener noreferrer">${value}</a>`;
}
