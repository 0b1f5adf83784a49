/** The reference of refusals: everything that may be answered instead of a yes. */
import { refusals, requestProblems } from "@partita/schemas";
import { code, heading, markdownTable } from "./markdown.ts";
import { type Page, page } from "./page.ts";

const ledger = Object.entries(refusals).map(([name, { says, retryable }]) => [
  code(name),
  retryable ? "yes" : "no",
  says,
]);
const requests = Object.entries(requestProblems).map(([name, says]) => [code(name), says]);

export const refusalsPage: Page = page({
  name: "refusals",
  title: "Refusals",
  from: "schemas/src/refusal.ts and schemas/src/problem.ts",
  intro:
    "Codes are promises: each keeps its meaning for ever, and none is used twice. Over HTTP they " +
    "come as problem details (RFC 9457), with the facts that were found.",
  parts: [
    heading(2, "By the ledger"),
    markdownTable(["code", "may succeed later", "what is the case"], ledger),
    heading(2, "Before a request reaches the ledger"),
    markdownTable(["code", "what is the case"], requests),
  ],
});
