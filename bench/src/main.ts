/**
 * `npm run bench -- <scenario>`: runs a scenario on a PostgreSQL of its own, prints a table, and
 * JSON as the last line.
 */
import { throwawayPostgres } from "@partita/stack/postgres.ts";
import { scenarios } from "./scenarios/registry.ts";
import { tableOf } from "./table-of.ts";

const name = process.argv[2];
const scenario = scenarios.find((candidate) => candidate.name === name);

if (scenario === undefined) {
  console.error(`npm run bench -- <scenario>, with one of:`);
  for (const known of scenarios) console.error(`  ${known.name}: ${known.says}`);
  process.exitCode = 2;
} else {
  const server = await throwawayPostgres();
  try {
    const { rows, ratios } = await scenario.run(server.url);
    console.log(tableOf(rows));
    console.log(JSON.stringify({ scenario: scenario.name, rows, ratios }));
  } finally {
    await server.end();
  }
}
