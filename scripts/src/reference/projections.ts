/** The reference of projections. */
import { projections } from "@partita/projections";
import { code, heading } from "./markdown.ts";
import { type Page, page } from "./page.ts";

export const projectionsPage: Page = page({
  name: "projections",
  title: "Projections",
  from: "projections/src/registry.ts",
  intro:
    "Answers kept ready: one row per key, changed only by the movements named here. Each may be " +
    "thrown away and filled anew from the log.",
  parts: projections.flatMap(({ table: { name, version, columns }, on }) => [
    heading(2, name.replaceAll("_", "-")),
    `Table ${code(name)}, version ${version}.`,
    `Found by its ${listed(["key", ...Object.keys(columns)])}.`,
    `Changed by ${listed(Object.keys(on))}.`,
  ]),
});

function listed(names: readonly string[]): string {
  return names.map(code).join(", ");
}
