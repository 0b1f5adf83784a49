/** Whether a statement failed because its table is no more: its generation was replaced. */
import pg from "pg";

const undefinedTable = "42P01";

export function wasDropped(fault: unknown): boolean {
  return fault instanceof pg.DatabaseError && fault.code === undefinedTable;
}
