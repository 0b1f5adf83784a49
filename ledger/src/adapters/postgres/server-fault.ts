/** What an error of a statement tells: whether it was refused, and whether its data is to blame. */
import { DatabaseError } from "pg";

/**
 * `data`: the server refused these values, and would do so again; `refused`: it carried out
 * nothing, for reasons of its own (disk full, a lock not got in time); `lost`: it may have carried
 * it out, since no answer came.
 */
export type ServerFault = "data" | "refused" | "lost";

/** Classes of SQLSTATE (PostgreSQL manual, appendix A): data exceptions, violated constraints. */
const aboutData = ["22", "23"];

export function serverFault(error: unknown): ServerFault {
  // Of a session that is ended by its server, nobody can tell how far it had come.
  if (!(error instanceof DatabaseError) || error.severity !== "ERROR") return "lost";
  return aboutData.some((start) => error.code?.startsWith(start)) ? "data" : "refused";
}
