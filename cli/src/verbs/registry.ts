/** Every verb of `partita`, one line each, in the order in which one meets them. */
import type { Verb } from "#cli/verb.ts";
import { command } from "./command.ts";
import { copy } from "./copy.ts";
import { diff } from "./diff.ts";
import { help } from "./help.ts";
import { inventory } from "./inventory.ts";
import { invoice } from "./invoice.ts";
import { movements } from "./movements.ts";
import { offer } from "./offer.ts";
import { proof } from "./proof.ts";
import { replay } from "./replay.ts";
import { request } from "./request.ts";
import { status } from "./status.ts";
import { supply } from "./supply.ts";
import { tail } from "./tail.ts";
import { trace } from "./trace.ts";
import { up } from "./up.ts";
import { usage } from "./usage.ts";
import { verify } from "./verify.ts";
import { webhook } from "./webhook.ts";

export const verbs: readonly Verb[] = [
  up,
  supply,
  offer,
  request,
  status,
  trace,
  usage,
  inventory,
  invoice,
  movements,
  diff,
  command,
  tail,
  webhook,
  verify,
  proof,
  replay,
  copy,
  help,
];
