/** Builds a movement as the API's log shows it. */
import type { Movement } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import type { LoggedMovement } from "#cli/movement-line.ts";

export function logged(position: number): LoggedMovement {
  const movement: Movement = a("partition-allocated");
  const items = [...movement.items];
  const causes = [...movement.causes];
  const place = { stream: "computer-COMP-1", revision: position, position: String(position) };
  return { ...movement, items, causes, ...place };
}
