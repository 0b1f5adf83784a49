/** `partita copy`: copies a log from one store into another, and proves that both are the same. */
import { parseArgs } from "node:util";
import { now } from "./clock.ts";
import { AnotherLog, copyLog, type Progress } from "./copy/copy-log.ts";
import { openLog } from "./copy/open-log.ts";
import { streamLog } from "./log.ts";
import { sentenceOf } from "./sentence-of.ts";
import { undoing } from "./undoing.ts";

const help = `partita copy --from <url> --to <url> [--json]

Copies a log in global order: the same movements, ids, streams and revisions. Run again, it goes on
where it was; a target that holds something else is refused and stays as it is. At the end both are
hashed as they were read back, each to the root of its Merkle tree (RFC 6962).

  --from, --to   postgres://user:password@host:5432/database
                 esdb://user:password@host:2113?tls=true
  --json         the last line is one JSON object

What the source gets meanwhile is copied by running it again; the last time with the house stopped.
Exit codes: 0 both are the same; 1 they are not, or it could not be done; 2 not understood.`;

const misunderstood = 2;
/** Often enough to see that it goes on. */
const progressMilliseconds = 2_000;

type Asked = { readonly from: string; readonly to: string; readonly json: boolean };

function understood(): Asked | undefined {
  const { values } = parseArgs({
    options: {
      from: { type: "string" },
      to: { type: "string" },
      json: { type: "boolean", default: false },
      help: { type: "boolean" },
    },
  });
  if (values.help) return undefined;
  const { from, to, json } = values;
  if (from === undefined || to === undefined)
    throw new Error(`${from === undefined ? "--from" : "--to"} is missing; see --help`);
  if (from === to) throw new Error("--from and --to are the same; there is nothing to copy");
  return { from, to, json };
}

async function copy({ from, to, json }: Asked): Promise<number> {
  const log = streamLog((text) => process.stderr.write(text), now);
  const { signal, atEnd, undo } = undoing();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => void undo());
  try {
    const source = await openLog(from, "--from", log);
    atEnd(source.close);
    const target = await openLog(to, "--to", log);
    atEnd(target.close);
    const copied = await copyLog({ source: source.store, target, progress: teller(), signal });
    const { movements, found, sourceRoot, targetRoot } = copied;
    const equal = sourceRoot === targetRoot;
    if (json) console.log(JSON.stringify({ ...copied, equal }));
    else {
      console.log(`${movements} movements, of which ${found} were there before`);
      console.log(`root of the source  ${sourceRoot}\nroot of the target  ${targetRoot}`);
      console.log(equal ? "Both are the same." : "They are NOT the same: do not use the target.");
    }
    return equal ? 0 : 1;
  } catch (fault) {
    const isOver = signal.aborted && !(fault instanceof AnotherLog);
    console.error(isOver ? "Stopped; run it again to go on." : sentenceOf(fault, "The copy"));
    return 1;
  } finally {
    await undo();
  }
}

/** To the screen of whoever waits; what is piped on is the answer only. */
function teller(): (progress: Progress) => void {
  let before = performance.now();
  return ({ doing, movements, position, until }) => {
    if (performance.now() - before < progressMilliseconds) return;
    before = performance.now();
    console.error(`${doing}: ${movements} movements, position ${position} of ${until}`);
  };
}

async function main(): Promise<number> {
  let asked: Asked | undefined;
  try {
    asked = understood();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return misunderstood;
  }
  if (asked !== undefined) return copy(asked);
  console.log(help);
  return 0;
}

process.exitCode = await main();
