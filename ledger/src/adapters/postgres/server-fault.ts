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

/**
 * Broken connections, servers that shut down or failed within, sessions that were ended: nobody can
 * tell how far they had come. By code, since the server says its severity in its own language.
 */
const aboutConnections = ["08", "57P", "58", "XX", "25P03"];

export function serverFault(error: unknown): ServerFault {
  const code = error instanceof DatabaseError ? error.code : undefined;
  const isOf = (classes: readonly string[]) => classes.some((start) => code?.startsWith(start));
  if (code === undefined || isOf(aboutConnections)) return "lost";
  return isOf(aboutData) ? "data" : "refused";
}
