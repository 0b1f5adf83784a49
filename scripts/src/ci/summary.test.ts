import { expect, test } from "vitest";
import { isReport, type Report, summarise, summaryText } from "./summary.ts";

type Tested = Report["testResults"][number]["assertionResults"][number];

const report = (...results: readonly Partial<Tested>[]): Report => ({
  testResults: [
    {
      name: "a.test.ts",
      status: "passed",
      message: "",
      assertionResults: results.map((one) => ({ fullName: "adds", status: "passed", ...one })),
    },
  ],
});

test("tests of all reports are counted, and other checks with them", () => {
  const summary = summarise([report({}, {}), report({ status: "failed", fullName: "breaks" })]);
  expect(summaryText(summary, { passed: 3, failed: 1 }).split("\n")).toEqual([
    "failed: breaks",
    "0 skipped",
    "5 passed, 2 failed",
  ]);
});

test("what was skipped is told with its reason", () => {
  const summary = summarise([
    report({ status: "skipped", fullName: "needs Redis", meta: { reason: "no Redis here" } }),
    report({ status: "todo", fullName: "later" }),
  ]);
  expect(summaryText(summary, { passed: 0, failed: 0 }).split("\n")).toEqual([
    "skipped: needs Redis (no Redis here)",
    "skipped: later (no reason was given)",
    "2 skipped",
    "0 passed, 0 failed",
  ]);
});

test("a file that broke without a failed test has failed", () => {
  const [file] = report({}).testResults;
  if (file === undefined) throw new Error("no file");
  const broken = { ...file, status: "failed", message: "Cannot find module" };
  expect(summarise([{ testResults: [broken] }])).toMatchObject({
    passed: 1,
    failed: 1,
    failures: ["a.test.ts: Cannot find module"],
  });
});

test("what is no report is known", () => {
  expect([isReport({ testResults: [] }), isReport({}), isReport(null)]).toEqual([
    true,
    false,
    false,
  ]);
});
