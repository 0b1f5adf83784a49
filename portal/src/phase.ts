/** Shows how far an instance is, in a colour of its own, and why it waits. */
import type { InstanceStatus } from "@partita/schemas";
import { type Html, html } from "./html.ts";

export function phaseOf({ phase, reasons }: Pick<InstanceStatus, "phase" | "reasons">): Html {
  const why = reasons.map(({ reason, count }) => `${reason} ×${count}`).join(", ");
  return html`<span class="phase ${phase}">${phase}</span>${why && `: ${why}`}`;
}
