/** The reference of queries. */
import { queries } from "@partita/schemas";
import { fieldTable } from "./fields.ts";
import { code, heading } from "./markdown.ts";
import { type Page, page } from "./page.ts";

export const queriesPage: Page = page({
  name: "queries",
  title: "Queries",
  from: "schemas/src/queries/",
  intro:
    "Questions. Each answer carries the position of the log that it was computed at; with " +
    "`?position=N` the answer waits, for a bounded time, until it is at least that.",
  parts: queries.flatMap((query) => [
    heading(2, query.name),
    `${query.says} ${code(`GET ${query.path}`)}`,
    heading(3, "Parameters"),
    fieldTable(query.parameters),
    heading(3, "Answer"),
    fieldTable(query.answer),
  ]),
});
