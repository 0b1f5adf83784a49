/** A refusal is an answer like any other; what else goes wrong is thrown on. */
import { MasterRefusal } from "@partita/schemas";

export function refused(error: unknown): void {
  if (!(error instanceof MasterRefusal)) throw error;
  if (error.problem.code === "fault") throw error;
}
