/** Declares one verb of `partita`: what it says of itself, what it takes, and what it does. */
import type { CertificateClient, Client, LogClient } from "@partita/schemas";
import type { ShownFiles } from "./connection.ts";
import type { ExitName } from "./exit-code.ts";
import type { World } from "./world.ts";

export type Option = {
  readonly says: string;
  /** What its value is called; absent: the option is a switch. */
  readonly value?: string;
  /** May be given several times. */
  readonly many?: true;
};
export type Options = Readonly<Record<string, Option>>;

/** What an option holds once it was read. */
type Held<O extends Option> = O extends { readonly value: string }
  ? O extends { readonly many: true }
    ? readonly string[]
    : string | undefined
  : boolean;
type Values<O extends Options> = { readonly [N in keyof O]: Held<O[N]> };

export type Operand = {
  readonly name: string;
  readonly says: string;
  readonly optional?: true;
};

export type Call<O extends Options = Options> = {
  readonly options: Values<O>;
  readonly operands: readonly string[];
  /** Whose token is used, `person:ada`, unless one was given outright. */
  readonly identity: string;
  /** Connects at the first use. */
  readonly master: Client;
  /** The same Master's Merkle log. */
  readonly log: LogClient;
  /** The same Master as somebody sees it who shows nothing but the token of an enrolment. */
  readonly issuer: Pick<CertificateClient, "request">;
  /** The same Master, shown the certificate that is to be renewed. */
  readonly renewer: Pick<CertificateClient, "renew">;
  readonly world: World;
  /** Files that are shown instead of a token. */
  readonly shown: ShownFiles;
  /** Prints the answer as the API gave it with `--json`, else as text. */
  readonly show: (answer: object, text: () => string) => void;
  /** Whether `--json` was given. */
  readonly json: boolean;
};

type Declared<O extends Options> = {
  readonly name: string;
  /** One sentence for the list of verbs. */
  readonly says: string;
  /** What else is worth knowing; one paragraph per text. */
  readonly details?: readonly string[];
  readonly operands: readonly Operand[];
  readonly options: O;
  /** Whose token it takes unless told otherwise; absent: it does not speak to a Master. */
  readonly identity?: string;
  /** It only reads, and may be asked of any moment; `known`: of what was known, for the log. */
  readonly moments?: "any" | "known";
  /** Every word after the verb goes on to another program, unread. */
  readonly passesOn?: true;
  readonly examples: readonly string[];
  readonly run: (call: Call<O>) => Promise<ExitName | number>;
};

export type Verb = Declared<Options>;

export function defineVerb<const O extends Options>(verb: Declared<O>): Verb {
  // The parser reads exactly the options declared here, so the call it makes fits this verb's
  // `run`.
  return verb as unknown as Verb;
}
