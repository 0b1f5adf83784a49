/** Every command, one line each. */
import { allocatePartition } from "./allocate-partition.ts";
import { amendInstance } from "./amend-instance.ts";
import { amendOffer } from "./amend-offer.ts";
import { awardInstance } from "./award-instance.ts";
import { bangComputer } from "./bang-computer.ts";
import { bangInstance } from "./bang-instance.ts";
import { claimComputer } from "./claim-computer.ts";
import { closePeriod } from "./close-period.ts";
import { declareComputerLost } from "./declare-computer-lost.ts";
import { deferAllocation } from "./defer-allocation.ts";
import { destroyInstance } from "./destroy-instance.ts";
import { enableWebhook } from "./enable-webhook.ts";
import { hostInstance } from "./host-instance.ts";
import { issueEnrolment } from "./issue-enrolment.ts";
import { issueInvoice } from "./issue-invoice.ts";
import { issueToken } from "./issue-token.ts";
import { lapseAward } from "./lapse-award.ts";
import { pauseWebhook } from "./pause-webhook.ts";
import { publishConnection } from "./publish-connection.ts";
import { publishOffer } from "./publish-offer.ts";
import { recordCertificate } from "./record-certificate.ts";
import { redeemEnrolment } from "./redeem-enrolment.ts";
import { registerComputer } from "./register-computer.ts";
import { registerWebhook } from "./register-webhook.ts";
import { releaseClaim } from "./release-claim.ts";
import { releasePartition } from "./release-partition.ts";
import { removeWebhook } from "./remove-webhook.ts";
import { renameInstance } from "./rename-instance.ts";
import { reportInstance } from "./report-instance.ts";
import { reportSoftware } from "./report-software.ts";
import { reportUsage } from "./report-usage.ts";
import { requestInstance } from "./request-instance.ts";
import { revokeCertificate } from "./revoke-certificate.ts";
import { revokeEnrolment } from "./revoke-enrolment.ts";
import { revokeToken } from "./revoke-token.ts";
import { rewindWebhook } from "./rewind-webhook.ts";
import { rotateWebhook } from "./rotate-webhook.ts";
import { setAllocationScope } from "./set-allocation-scope.ts";
import { setCapacity } from "./set-capacity.ts";
import { startInstance } from "./start-instance.ts";
import { stopInstance } from "./stop-instance.ts";
import { supplySoftware } from "./supply-software.ts";
import { withdrawOffer } from "./withdraw-offer.ts";

export const commandKinds = [
  allocatePartition,
  amendInstance,
  amendOffer,
  awardInstance,
  bangComputer,
  bangInstance,
  claimComputer,
  closePeriod,
  declareComputerLost,
  deferAllocation,
  destroyInstance,
  enableWebhook,
  hostInstance,
  issueEnrolment,
  issueInvoice,
  issueToken,
  lapseAward,
  pauseWebhook,
  publishConnection,
  publishOffer,
  recordCertificate,
  redeemEnrolment,
  registerComputer,
  registerWebhook,
  releaseClaim,
  releasePartition,
  removeWebhook,
  renameInstance,
  reportInstance,
  reportSoftware,
  reportUsage,
  requestInstance,
  revokeCertificate,
  revokeEnrolment,
  revokeToken,
  rewindWebhook,
  rotateWebhook,
  setAllocationScope,
  setCapacity,
  startInstance,
  stopInstance,
  supplySoftware,
  withdrawOffer,
] as const;
