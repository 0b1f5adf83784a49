/** Every verb of `partita`, one line each, in the order in which one meets them. */
import type { Verb } from "#cli/verb.ts";
import { amend } from "./amend.ts";
import { bang } from "./bang.ts";
import { certificate } from "./certificate.ts";
import { command } from "./command.ts";
import { computer } from "./computer.ts";
import { copy } from "./copy.ts";
import { destroy } from "./destroy.ts";
import { diff } from "./diff.ts";
import { enrol } from "./enrol.ts";
import { help } from "./help.ts";
import { inventory } from "./inventory.ts";
import { invoice } from "./invoice.ts";
import { movements } from "./movements.ts";
import { offer } from "./offer.ts";
import { proof } from "./proof.ts";
import { rename } from "./rename.ts";
import { replay } from "./replay.ts";
import { request } from "./request.ts";
import { start } from "./start.ts";
import { status } from "./status.ts";
import { stop } from "./stop.ts";
import { supply } from "./supply.ts";
import { tail } from "./tail.ts";
import { token } from "./token.ts";
import { trace } from "./trace.ts";
import { tree } from "./tree.ts";
import { up } from "./up.ts";
import { usage } from "./usage.ts";
import { verify } from "./verify.ts";
import { webhook } from "./webhook.ts";

export const verbs: readonly Verb[] = [
  up,
  supply,
  offer,
  request,
  amend,
  start,
  stop,
  destroy,
  rename,
  bang,
  tree,
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
  token,
  enrol,
  certificate,
  computer,
  verify,
  proof,
  replay,
  copy,
  help,
];
