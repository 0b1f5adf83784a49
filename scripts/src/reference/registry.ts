/** Every page of the reference, one line each. */
import { commandLinePage } from "./command-line.ts";
import { commandsPage } from "./commands.ts";
import { configurationPage } from "./configuration.ts";
import { movementsPage } from "./movements.ts";
import type { Page } from "./page.ts";
import { projectionsPage } from "./projections.ts";
import { queriesPage } from "./queries.ts";
import { refusalsPage } from "./refusals.ts";

export const referencePages: readonly Page[] = [
  commandLinePage,
  commandsPage,
  configurationPage,
  movementsPage,
  projectionsPage,
  queriesPage,
  refusalsPage,
];
