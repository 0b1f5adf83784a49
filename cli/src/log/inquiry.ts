/** One verification under way: what it asks, whom it trusts, and what it has found so far. */

import type { LogClient } from "@partita/schemas";
import type { Checkpoint } from "@partita/schemas/log/checkpoint.ts";
import type { Finding } from "./finding.ts";

export type Inquiry = {
  readonly log: LogClient;
  readonly key: string;
  /** What the Master says now; its signature holds. */
  readonly checkpoint: Checkpoint;
  /** Takes the text of each leaf that is stored, in order. */
  readonly take: (leaf: string) => Promise<void>;
  readonly checked: string[];
  readonly findings: Finding[];
};
