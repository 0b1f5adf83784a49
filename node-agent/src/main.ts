/**
 * The agent as a program: reads its command line, lives until a signal, and says in a sentence why
 * it cannot.
 */
import { runAgent } from "#node-agent/adapters/run-agent.ts";
import { help, parseOptions } from "#node-agent/options.ts";
import { reasonOf } from "#node-agent/troubles.ts";

async function main(argv: readonly string[]): Promise<void> {
  const options = parseOptions(argv);
  if (options === "help") return void process.stdout.write(help);
  // What is installed must be readable by the partitions' user; what must not be read says so
  // itself.
  process.umask(0o022);
  const agent = runAgent(options, (line) => process.stdout.write(`${line}\n`));
  process.on("SIGTERM", () => agent.leave({ stopServices: false }));
  process.on("SIGINT", () => agent.leave({ stopServices: true }));
  // A log that nobody reads any more is no reason to leave services alone.
  process.stdout.on("error", () => {});
  await agent.left;
}

try {
  await main(process.argv.slice(2));
} catch (cause) {
  process.stderr.write(`partita agent: ${reasonOf(cause)}\n`);
  process.exitCode = 1;
}
