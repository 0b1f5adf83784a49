/** Says of a fault what the caller may do about it: wait, or ask from another position. */
import {
  LogDamaged,
  OutcomeUnknown,
  PositionUnknown,
  StoreOverloaded,
  StoreUnavailable,
} from "@partita/ledger";
import type { NotFilledYet } from "@partita/projections";
import { type Denial, deny } from "#api/problems.ts";

/** Undefined: there is nothing that the caller may do, and somebody has to look at it. */
export function denyFault(fault: unknown): Denial | undefined {
  if (fault instanceof OutcomeUnknown)
    return deny("outcome-unknown", { facts: { command: fault.command } });
  if (fault instanceof StoreUnavailable) return deny("store-unavailable");
  if (fault instanceof StoreOverloaded) return deny("overloaded");
  if (fault instanceof LogDamaged) return deny("log-damaged", { detail: fault.message });
  if (fault instanceof PositionUnknown)
    return deny("schema-mismatch", {
      detail: `no movement stands at position ${fault.position}; use one that an answer gave`,
    });
  if (isNotFilledYet(fault)) return deny("projection-behind", { detail: fault.message });
  // The store's faults have classes of their own: what else cannot be reached keeps the rows.
  return isUnreachable(fault) ? deny("rows-unavailable") : undefined;
}

/** By its name: of the projections, the API takes nothing but questions and types. */
function isNotFilledYet(fault: unknown): fault is NotFilledYet {
  return fault instanceof Error && fault.name === ("NotFilledYet" satisfies NotFilledYet["name"]);
}

/** What Node.js calls a connection that is not to be had, or was lost. */
const connectionCodes: ReadonlySet<unknown> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
]);

/**
 * PostgreSQL's own words (SQLSTATE): connection exceptions, a server that ends, crashed or starts,
 * and no connection left.
 */
const serverCodes = /^(08\w{3}|57P0[1-3]|53300)$/;

/** What `pg` says, without a code, of a connection that ended or was not to be had in time. */
const clientWords =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying)/;

function isUnreachable(fault: unknown): boolean {
  for (let one = fault; one instanceof Error; one = one.cause) {
    const code = "code" in one ? one.code : undefined;
    if (
      connectionCodes.has(code) ||
      serverCodes.test(String(code)) ||
      clientWords.test(one.message)
    )
      return true;
  }
  return false;
}
