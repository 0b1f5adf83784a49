/** Every house rule, one line each. */
import { journey } from "@partita/cli";
import { configuration } from "@partita/stack";
import { consoleLog, noNotes, toolNames } from "./banned-words.ts";
import { corePurity } from "./core-purity.ts";
import { deadFiles } from "./dead-files.ts";
import { documentedSettings } from "./documented-settings.ts";
import { changelog, confirmedDecisions, documentedDependencies, oneRequest } from "./documents.ts";
import { erasableSyntax } from "./erasable-syntax.ts";
import { fileNames } from "./file-names.ts";
import { importTable } from "./import-table.ts";
import { openingSentence } from "./opening-sentence.ts";
import { allowedScripts, declaredPackages } from "./packages.ts";
import { indexFiles, plainExports } from "./plain-exports.ts";
import { reasonedCasts } from "./reasoned-casts.ts";
import type { Rule } from "./rule.ts";
import { fileLines, functionLines, lineColumns, parameterCount } from "./sizes.ts";
import { storedShapeFixtures } from "./stored-shapes.ts";
import { testBeside } from "./test-beside.ts";

export const rules: readonly Rule[] = [
  importTable,
  corePurity,
  fileLines,
  functionLines,
  lineColumns,
  parameterCount,
  openingSentence,
  fileNames,
  plainExports,
  indexFiles,
  erasableSyntax,
  reasonedCasts,
  noNotes,
  consoleLog,
  toolNames,
  testBeside,
  deadFiles,
  oneRequest(journey),
  changelog,
  confirmedDecisions,
  documentedDependencies,
  documentedSettings(configuration.map(({ name }) => name)),
  declaredPackages,
  allowedScripts,
  storedShapeFixtures,
];
