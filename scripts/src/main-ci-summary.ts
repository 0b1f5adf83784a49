/** Prints what the tests did: `main-ci-summary.ts <vitest.json>… [--passed N] [--failed N]`. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { isReport, type Report, summarise, summaryText } from "./ci/summary.ts";

const { values, positionals } = parseArgs({
  options: {
    // Checks other than vitest's, counted by the caller.
    passed: { type: "string", default: "0" },
    failed: { type: "string", default: "0" },
  },
  allowPositionals: true,
});

const summary = summarise(positionals.map(read));
const more = { passed: countOf(values.passed), failed: countOf(values.failed) };
console.log(summaryText(summary, more));
process.exitCode = summary.failed + more.failed > 0 ? 1 : 0;

function countOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new Error(`"${text}" is not a number of checks`);
}

/** A report that is missing or cut short is a run that failed: never nothing at all. */
function read(path: string): Report {
  try {
    const report: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (isReport(report)) return report;
    return unreadable(path, "not a report of vitest");
  } catch (cause) {
    return unreadable(path, String(cause));
  }
}

function unreadable(name: string, message: string): Report {
  return { testResults: [{ name, message, status: "failed", assertionResults: [] }] };
}
