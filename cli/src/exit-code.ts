/** How `partita` ends, for scripts that call it; the numbers are promises and never change. */

export const exitCodes = {
  done: { code: 0, says: "done" },
  refused: { code: 1, says: "the Master refused, or the thing asked about failed" },
  usage: { code: 2, says: "the command line was not understood" },
  unreachable: { code: 3, says: "no Master answers" },
  timeout: { code: 4, says: "request --wait: still not there when the time was over" },
} as const;

export type ExitName = keyof typeof exitCodes;
