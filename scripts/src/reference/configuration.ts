/** The reference of settings: the environment variables that the house and its tools read. */
import { configuration } from "@partita/stack";
import { code, markdownTable } from "./markdown.ts";
import { type Page, page } from "./page.ts";

const rows = configuration.map((one) => [code(one.name), one.default, one.says]);

export const configurationPage: Page = page({
  name: "configuration",
  title: "Configuration",
  from: "stack/src/configuration.ts",
  intro: "Everything has a default: `npm start` needs none of these.",
  parts: [markdownTable(["variable", "default", "meaning"], rows)],
});
