/**
 * Turns whatever went wrong into sentences that say what to do, and the exit code that goes with
 * it.
 */
import { MasterRefusal, MasterUnreachable, type Problem } from "@partita/schemas";
import { NoHouse } from "./connection.ts";
import type { ExitName } from "./exit-code.ts";
import { properties } from "./table.ts";
import { UsageError } from "./usage-error.ts";

export type Complaint = { readonly text: string; readonly exit: ExitName };

const startIt = "Start one with `npm start`, or name another with --url.";

/** What is none of the known ways to fail is a fault of ours: it is thrown again. */
export function complaintOf(error: unknown, { json }: { readonly json: boolean }): Complaint {
  if (error instanceof UsageError) return { text: error.message, exit: "usage" };
  if (error instanceof NoHouse) return { text: `${error.message} ${startIt}`, exit: "unreachable" };
  if (error instanceof MasterUnreachable)
    return { text: `${sentence(error.message)} ${startIt}`, exit: "unreachable" };
  if (error instanceof MasterRefusal)
    return { text: json ? JSON.stringify(error.problem) : refusalText(error), exit: "refused" };
  throw error;
}

/** The detail repeats the errors in one line: whoever sees these needs it no more. */
function refusalText({ problem }: MasterRefusal): string {
  const { title, detail = "", facts = {}, errors = [] } = problem;
  const parts = [
    `Refused: ${title} (${problem.code})`,
    errors.length > 0 ? "" : detail,
    properties(Object.entries(facts)),
    errors.map(({ path, message: what }) => `${path || "the body"}: ${what}`).join("\n"),
    adviceOn(problem),
  ];
  return parts.filter((part) => part !== "").join("\n");
}

const advice: Readonly<Record<string, string>> = {
  unauthenticated: "Choose an identity with --as, or give a token with --token-file.",
  forbidden: "Another identity may: choose one with --as.",
  "schema-mismatch": "Change what the lines above name and send it again.",
};

function adviceOn({ code, retryable }: Problem): string {
  return advice[code] ?? (retryable ? "The same may succeed later; nothing was written." : "");
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
