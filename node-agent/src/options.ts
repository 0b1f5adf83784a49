/** The command line of the agent: read, checked, and explained. */
import { type ParseArgsOptionsConfig, parseArgs } from "node:util";

export type AgentOptions = {
  readonly master: string;
  readonly computer: string;
  /** In the place of a certificate. */
  readonly tokenFile?: string;
  /** A token that gives the first certificate, once. */
  readonly enrolmentFile?: string;
  /** Roots that the Master's certificate is checked against. */
  readonly caFile?: string;
  readonly home: string;
  readonly partitions: number;
  readonly address: string;
  readonly intervalMs: number;
  readonly reportIntervalMs: number;
  /** What starts with the prefix is read from the directory. */
  readonly mirrors: ReadonlyMap<string, string>;
  readonly tools: ReadonlyMap<string, string>;
  readonly runAs?: { readonly uid: number; readonly gid: number };
};

/** As many as a computer may declare (set-capacity). */
const partitionsMax = 1000;
const intervalMsMax = 3_600_000;

export const help = `partita agent: does on this computer what the Master says

  node node-agent/src/main.ts --master URL --computer COMP-1 --home DIR --ca FILE \\
                              --enrolment-file FILE

  --master URL             where the Master's API is: https://127.0.0.1:8020
  --computer REFERENCE     the computer that this is, as registered at the Master
  --ca FILE                the Master's roots: roots.pem of its home
  --enrolment-file FILE    a file that holds the token of an enrolment (partita enrol): at its
                           first start the agent makes a key and gets its certificate with it
  --token-file FILE        a bearer token instead of a certificate, for trials
  --home DIR               where software, partitions and the agent's memory live
  --partitions N           partitions to offer: slappart0 to slappart<N-1>  (default 10)
  --address ADDRESS        the address that partitions listen on  (default 127.0.0.1)
  --interval-ms N          time between two looks at the duties  (default 1000)
  --report-interval-ms N   time between two usage reports  (default 60000)
  --mirror PREFIX=DIR      read software whose URL starts with PREFIX from DIR; may be repeated
  --tool NAME=PATH         offer a tool or an npm package to software releases; may be repeated
  --run-as UID:GID         run partitions as this user; needs root
  --help                   this text

SIGTERM: the agent leaves, services go on running. SIGINT: it stops all services first.
`;

/** `help` when that was asked for. Throws with a sentence that says what is wrong. */
export function parseOptions(argv: readonly string[]): AgentOptions | "help" {
  const { values } = parseArgs({ args: [...argv], options: flags, strict: true });
  if (values.help) return "help";
  const { address, "run-as": runAs } = values;
  return {
    master: urlOf(given("--master", values.master)),
    computer: matching(
      "--computer",
      given("--computer", values.computer),
      /^[A-Za-z0-9][\w.-]{0,63}$/,
    ),
    ...(values["token-file"] !== undefined && { tokenFile: values["token-file"] }),
    ...(values["enrolment-file"] !== undefined && { enrolmentFile: values["enrolment-file"] }),
    ...(values.ca !== undefined && { caFile: values.ca }),
    home: given("--home", values.home),
    partitions: between("--partitions", values.partitions, [0, partitionsMax]),
    address: matching("--address", address, /^[0-9A-Fa-f.:]{2,64}$/),
    intervalMs: between("--interval-ms", values["interval-ms"], [20, intervalMsMax]),
    reportIntervalMs: between("--report-interval-ms", values["report-interval-ms"], [
      1000,
      intervalMsMax * 24,
    ]),
    mirrors: pairs("--mirror PREFIX=DIR", values.mirror),
    tools: pairs("--tool NAME=PATH", values.tool),
    ...(runAs !== undefined && { runAs: userOf(runAs) }),
  };
}

const flags = {
  master: { type: "string" },
  computer: { type: "string" },
  ca: { type: "string" },
  "enrolment-file": { type: "string" },
  "token-file": { type: "string" },
  home: { type: "string" },
  partitions: { type: "string", default: "10" },
  address: { type: "string", default: "127.0.0.1" },
  "interval-ms": { type: "string", default: "1000" },
  "report-interval-ms": { type: "string", default: "60000" },
  mirror: { type: "string", multiple: true, default: [] },
  tool: { type: "string", multiple: true, default: [] },
  "run-as": { type: "string" },
  help: { type: "boolean", default: false },
} satisfies ParseArgsOptionsConfig;

function given(flag: string, value: string | undefined): string {
  if (value === undefined || value === "") throw new Error(`${flag} is missing; see --help`);
  return value;
}

function matching(flag: string, value: string, pattern: RegExp): string {
  if (!pattern.test(value)) throw new Error(`${flag} ${value} does not match ${pattern.source}`);
  return value;
}

const noUrl = { protocol: "", hostname: "" };

function urlOf(value: string): string {
  const { protocol, hostname } = URL.canParse(value) ? new URL(value) : noUrl;
  if (protocol === "https:") return value;
  if (protocol !== "http:") throw new Error(`--master ${value} is no https: URL`);
  if (/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)) return value;
  throw new Error(`--master ${value} is no https: URL, and http: is for this machine only`);
}

function between(flag: string, text: string, [least, most]: [number, number]): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new Error(`${flag} ${text} is no whole number from ${least} to ${most}`);
}

function pairs(flag: string, texts: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    texts.map((text) => {
      // The last =, since the address before it may hold one.
      const at = flag.startsWith("--mirror") ? text.lastIndexOf("=") : text.indexOf("=");
      if (at < 1 || at === text.length - 1) throw new Error(`${flag}: ${text} is no such pair`);
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}

function userOf(text: string): { readonly uid: number; readonly gid: number } {
  const [, uid, gid] = /^(\d{1,9}):(\d{1,9})$/.exec(text) ?? [];
  if (uid === undefined || gid === undefined)
    throw new Error(`--run-as ${text} is no pair of numbers; write UID:GID, such as 65534:65534`);
  if (Number(uid) === 0) throw new Error("--run-as 0 is root, which is what it is there to avoid");
  return { uid: Number(uid), gid: Number(gid) };
}
