/** The API's answer to a command: which movements followed, and where they stand in the log. */
import type { Static } from "typebox";
import { Type } from "typebox";
import { Position } from "./position.ts";
import { InstanceStatus } from "./queries/instance-status.ts";
import { Verdict } from "./usage-line.ts";

export const Acknowledgement = Type.Object({
  /** Ids of the movements written; empty when the wish was true already. */
  movements: Type.Array(Type.String()),
  /** Position of the last of them; a query sent with `?position=` set to it sees them. */
  position: Type.Optional(Position),
  /** What the command was about: the offer, computer, instance, account. */
  subject: Type.String(),
  /** For a request: how the instance stands; a phase other than its state means `please wait`. */
  instance: Type.Optional(InstanceStatus),
  /** For a usage report: one verdict per line. */
  verdicts: Type.Optional(Type.Array(Verdict)),
});
export type Acknowledgement = Static<typeof Acknowledgement>;
