/** What everybody appends: a movement of about 400 bytes, under an id of its own. */
import type { MovementOf } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";

const claimed = a("computer-claimed");

export function written(): MovementOf<"computer"> {
  return { ...claimed, id: `${crypto.randomUUID()}/0` };
}
