/** An endpoint of SLAP: its method, what it is about, and the function that answers. */
import type { Identity } from "#api/identities.ts";
import type { SlapEndpoint } from "#api/may-slap.ts";
import type { Ports } from "#api/ports.ts";
import type { Denial } from "#api/problems.ts";
import { type Given, required } from "#api/slap/given.ts";
import type { SlapAnswer } from "#api/slap/slap-answer.ts";
import type { Named, Subject } from "#api/slap/subject.ts";

export type Call = Subject & {
  readonly ports: Ports;
  readonly identity: Identity;
  readonly given: Given;
};

export type Endpoint = {
  readonly method: "GET" | "POST";
  /** The names that it is about. Throws a DeniedRequest when one is missing. */
  readonly about: (given: Given) => Named;
  readonly answer: (call: Call) => Promise<SlapAnswer | Denial>;
  /** As what it is judged about a partition that is free; absent: there is nothing to ask about. */
  readonly whenFree?: SlapEndpoint;
  /** Answers that name what they stand on are kept, and sent again. */
  readonly remembers?: true;
  /** What is noted of whoever asks, also when the answer is kept already. */
  readonly notes?: (call: Pick<Call, "ports" | "identity">) => void;
};

export function aboutNothing(): Named {
  return {};
}

export function aboutComputer(given: Given): Named {
  return { computer: required(given, "computer_id") };
}

export function aboutPartition(given: Given): Named {
  return {
    computer: required(given, "computer_id"),
    partition: required(given, "computer_partition_id"),
  };
}
