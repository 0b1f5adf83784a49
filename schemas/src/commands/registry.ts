/** Every command, one line each. */
import { allocatePartition } from "./allocate-partition.ts";
import { amendOffer } from "./amend-offer.ts";
import { awardInstance } from "./award-instance.ts";
import { claimComputer } from "./claim-computer.ts";
import { closePeriod } from "./close-period.ts";
import { deferAllocation } from "./defer-allocation.ts";
import { enableWebhook } from "./enable-webhook.ts";
import { issueInvoice } from "./issue-invoice.ts";
import { lapseAward } from "./lapse-award.ts";
import { pauseWebhook } from "./pause-webhook.ts";
import { publishConnection } from "./publish-connection.ts";
import { publishOffer } from "./publish-offer.ts";
import { registerComputer } from "./register-computer.ts";
import { registerWebhook } from "./register-webhook.ts";
import { releaseClaim } from "./release-claim.ts";
import { releasePartition } from "./release-partition.ts";
import { removeWebhook } from "./remove-webhook.ts";
import { reportInstance } from "./report-instance.ts";
import { reportSoftware } from "./report-software.ts";
import { reportUsage } from "./report-usage.ts";
import { requestInstance } from "./request-instance.ts";
import { rewindWebhook } from "./rewind-webhook.ts";
import { rotateWebhook } from "./rotate-webhook.ts";
import { setCapacity } from "./set-capacity.ts";
import { supplySoftware } from "./supply-software.ts";
import { withdrawOffer } from "./withdraw-offer.ts";

export const commandKinds = [
  allocatePartition,
  amendOffer,
  awardInstance,
  claimComputer,
  closePeriod,
  deferAllocation,
  enableWebhook,
  issueInvoice,
  lapseAward,
  pauseWebhook,
  publishConnection,
  publishOffer,
  registerComputer,
  registerWebhook,
  releaseClaim,
  releasePartition,
  removeWebhook,
  reportInstance,
  reportSoftware,
  reportUsage,
  requestInstance,
  rewindWebhook,
  rotateWebhook,
  setCapacity,
  supplySoftware,
  withdrawOffer,
] as const;
