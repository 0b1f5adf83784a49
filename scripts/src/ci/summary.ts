/** Counts what test runs say in vitest's JSON, and leaves nothing skipped unsaid. */

export type Counts = { readonly passed: number; readonly failed: number };

export type Summary = Counts & {
  /** One line per test that did not run, with its reason. */
  readonly skipped: readonly string[];
  /** One line per test or file that failed. */
  readonly failures: readonly string[];
};

type Result = {
  readonly fullName: string;
  readonly status: string;
  /** A test that skips itself says why here: `context.task.meta.reason = "…"`. */
  readonly meta?: { readonly reason?: unknown };
};

type File = {
  readonly name: string;
  readonly status: string;
  readonly message: string;
  readonly assertionResults: readonly Result[];
};

export type Report = { readonly testResults: readonly File[] };

export function summarise(reports: readonly Report[]): Summary {
  const files = reports.flatMap(({ testResults }) => testResults);
  const results = files.flatMap((file) => file.assertionResults);
  const failed = results.filter(({ status }) => status === "failed");
  // A file that broke before, or after, its tests has failed as well, though none of its tests has.
  const broken = files.filter((file) => file.status === "failed" && !hasFailed(file));
  const ran = new Set(["passed", "failed"]);
  return {
    passed: results.filter(({ status }) => status === "passed").length,
    failed: failed.length + broken.length,
    skipped: results.filter(({ status }) => !ran.has(status)).map(skippedText),
    failures: [
      ...failed.map(({ fullName }) => fullName),
      ...broken.map(({ name, message }) => `${name}: ${message || "it did not come to its end"}`),
    ],
  };
}

/** The last line stands alone: `12 passed, 0 failed`. */
export function summaryText({ skipped, failures, ...counts }: Summary, more: Counts): string {
  const passed = counts.passed + more.passed;
  const failed = counts.failed + more.failed;
  return [
    ...failures.map((text) => `failed: ${text}`),
    ...skipped.map((text) => `skipped: ${text}`),
    `${skipped.length} skipped`,
    `${passed} passed, ${failed} failed`,
  ].join("\n");
}

export function isReport(value: unknown): value is Report {
  return typeof value === "object" && value !== null && "testResults" in value;
}

function hasFailed({ assertionResults }: File): boolean {
  return assertionResults.some(({ status }) => status === "failed");
}

function skippedText({ fullName, meta }: Result): string {
  const reason = typeof meta?.reason === "string" ? meta.reason : "no reason was given";
  return `${fullName} (${reason})`;
}
