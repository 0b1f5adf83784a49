/**
 * Declares one query: the question, where it is asked over HTTP, its parameters, and the shape of
 * the answer.
 */
import type { TObject, TSchema } from "typebox";

export function defineQuery<N extends string, P extends TObject, A extends TSchema>(query: {
  readonly name: N;
  /** One sentence for the reference page: what is asked. */
  readonly says: string;
  readonly path: `/v1/${string}`;
  /** Names in the path and in the query string; all are texts. */
  readonly parameters: P;
  /**
   * The answer's body; it always carries `position`, the point of the log that it was computed at.
   */
  readonly answer: A;
  /**
   * Which moments it may be asked of. Absent: any. `known`: what was known then, since the log
   * itself is not true at one time or another; `none`: it is about now.
   */
  readonly moments?: "known" | "none";
}) {
  return query;
}
