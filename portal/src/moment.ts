/** Shows an instant to the second, in UTC; the mouse, and programs, get it whole. */
import { type Html, html } from "./html.ts";

export function moment(instant: string): Html {
  const text = instant.replace("T", " ").replace(/\.\d+Z$/, "");
  return html`<time datetime="${instant}" title="${instant}">${text}</time>`;
}
