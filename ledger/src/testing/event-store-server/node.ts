/** One node of the test server: what its calls need to know. */
import type { Metadata } from "@grpc/grpc-js";
import type { Refusal } from "#ledger/testing/event-store-server/answers.ts";
import type { EventLog } from "#ledger/testing/event-store-server/event-log.ts";
import type { Faults } from "#ledger/testing/event-store-server/faults.ts";

export type Node = {
  readonly log: EventLog;
  readonly faults: Faults;
  /** Bytes in one append, as the server counts them. */
  readonly appendBytesMax: number;
  /** Why no call is answered now: another node leads, or the user is not known. */
  refusalOf(headers: Metadata): Refusal | undefined;
  dropConnections(): void;
  /** One more answer of a reading was sent. */
  count(): void;
};
